package dev.berth.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameReaderTests {

    private final FrameReader reader = new FrameReader();

    @Test
    void dataIsSeenWhereverTheBytesAreCut() {
        for (int length : new int[] {0, 1, 125, 126, 127, 65_535, 65_536}) {
            for (boolean masked : new boolean[] {true, false}) {
                Buffer stream = frame(0x2, length, masked)
                        .appendBuffer(frame(0x9, 4, masked))
                        .appendBuffer(frame(0x0, 7, masked));
                for (int cut = 0; cut <= Math.min(stream.length(), 20); cut++) {
                    boolean first = reader.read(stream.getBuffer(0, cut));
                    boolean second = reader.read(stream.getBuffer(cut, stream.length()));
                    assertThat(first || second).isTrue();
                    assertThat(reader.betweenFrames())
                            .as("%s bytes cut at %s", length, cut)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void theBeginningOfAMessageIsReadThroughItsMaskWhereverItIsCut() {
        Buffer stream = Buffer.buffer(new byte[] {(byte) 0x82, (byte) 0x83, 1, 2, 3, 4, 1 ^ 9, 2 ^ 8, 3 ^ 7})
                .appendBuffer(frame(0x9, 4, true))
                .appendBuffer(frame(0x0, 300, true));
        for (int cut = 0; cut <= stream.length(); cut++) {
            List<String> seen = new ArrayList<>();
            FrameReader reading = new FrameReader((continued, start, length) ->
                    seen.add(continued + " " + start.length + " " + start[0] + " " + length));
            reading.read(stream.getBuffer(0, cut));
            reading.read(stream.getBuffer(cut, stream.length()));
            assertThat(seen).as("cut at %s", cut).containsExactly("false 3 9 3", "true 128 1 300");
        }
    }

    @Test
    void controlFramesAreNoData() {
        for (int opcode : new int[] {0x8, 0x9, 0xA}) {
            assertThat(reader.read(frame(opcode, 5, true))).isFalse();
        }
    }

    @Test
    void aPayloadThatLooksLikeFramesIsNotRead() {
        Buffer ping = Buffer.buffer(new byte[] {(byte) 0x89, 100});
        byte[] payload = new byte[100];
        java.util.Arrays.fill(payload, (byte) 0x82);
        assertThat(reader.read(ping.appendBytes(payload))).isFalse();
        assertThat(reader.betweenFrames()).isTrue();
    }

    @Test
    void everySingleByteOfManyFrames() {
        Random random = new Random(7);
        Buffer stream = Buffer.buffer();
        int data = 0;
        for (int i = 0; i < 200; i++) {
            int opcode = new int[] {0x0, 0x1, 0x2, 0x8, 0x9, 0xA}[random.nextInt(6)];
            data += opcode < 8 ? 1 : 0;
            stream.appendBuffer(frame(opcode, random.nextInt(300), random.nextBoolean()));
        }
        int seen = 0;
        for (int i = 0; i < stream.length(); i++) {
            seen += reader.read(stream.getBuffer(i, i + 1)) ? 1 : 0;
        }
        assertThat(seen).isEqualTo(data);
        assertThat(reader.betweenFrames()).isTrue();
    }

    @Test
    void aFrameOfManyGigabytesIsSkippedWithoutBeingHeld() {
        Buffer head = Buffer.buffer(new byte[] {(byte) 0x82, 127}).appendLong(5_000_000_000L);
        assertThat(reader.read(head)).isTrue();
        Buffer million = Buffer.buffer(new byte[1_000_000]);
        for (int i = 0; i < 5_000; i++) {
            assertThat(reader.read(million)).isFalse();
        }
        assertThat(reader.betweenFrames()).isTrue();
    }

    private static Buffer frame(int opcode, int length, boolean masked) {
        Buffer frame = Buffer.buffer().appendByte((byte) (0x80 | opcode));
        int mask = masked ? 0x80 : 0;
        if (length < 126) {
            frame.appendByte((byte) (mask | length));
        } else if (length < 65_536) {
            frame.appendByte((byte) (mask | 126)).appendShort((short) length);
        } else {
            frame.appendByte((byte) (mask | 127)).appendLong(length);
        }
        if (masked) {
            frame.appendBytes(new byte[] {1, 2, 3, 4});
        }
        return frame.appendBytes(new byte[length]);
    }
}
