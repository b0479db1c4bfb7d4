package dev.berth.proxy.http;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/**
 * Reads the frame headers of a WebSocket's byte stream (RFC 6455, section 5.2) as the bytes pass, however they are split, and keeps only the
 * beginning of a message.
 */
final class FrameReader {

    /** A frame's first two bytes, then the rest of its header, then its payload. */
    private enum Part {
        FIRST,
        SECOND,
        LENGTH,
        MASK,
        PAYLOAD
    }

    /** Receives the beginning of each data frame. */
    @FunctionalInterface
    interface Listener {

        /**
         * A data frame has begun.
         *
         * @param continued whether the frame goes on with the message of the one before
         * @param start the first bytes of its payload, unmasked, as far as {@value #START} bytes
         * @param length of the whole payload
         */
        void data(boolean continued, byte[] start, long length);
    }

    /** Longer than any message that a page sends on its own and that can only be recognized by more than its first bytes. */
    private static final int START = 128;

    private static final int OPCODE = 0x0F;
    private static final int MASKED = 0x80;
    private static final int CONTROL = 0x08;

    private final Listener listener;
    private final byte[] mask = new byte[4];
    private byte[] start = new byte[0];
    private int started;
    private int opcode;
    private Part part = Part.FIRST;
    private boolean masked;
    private int left;
    private long payload;
    private long length;

    FrameReader() {
        this((continued, start, length) -> {});
    }

    FrameReader(Listener listener) {
        this.listener = listener;
    }

    /** Reads the next bytes; true if a data frame (text, binary or continuation) began in them. */
    boolean read(Buffer bytes) {
        boolean data = false;
        int at = 0;
        while (at < bytes.length()) {
            if (part == Part.PAYLOAD) {
                keep(bytes, at);
                at += skip(bytes.length() - at);
            } else {
                int next = bytes.getByte(at++) & 0xFF;
                data |= part == Part.FIRST && (next & CONTROL) == 0;
                header(next);
            }
        }
        return data;
    }

    /** Whether the stream is between two frames, where another one can be inserted. */
    boolean betweenFrames() {
        return part == Part.FIRST;
    }

    /** The first bytes of a payload; the listener gets them once they are complete. */
    private void keep(Buffer bytes, int from) {
        int taken = Math.min(start.length - started, bytes.length() - from);
        for (int i = 0; i < taken; i++, started++) {
            start[started] = (byte) (bytes.getByte(from + i) ^ (masked ? mask[started % mask.length] : 0));
        }
        if (taken > 0 && started == start.length) {
            listener.data(opcode == 0, start, length);
        }
    }

    private int skip(int available) {
        int skipped = (int) Math.min(payload, available);
        payload -= skipped;
        if (payload == 0) {
            part = Part.FIRST;
        }
        return skipped;
    }

    private void header(int next) {
        switch (part) {
            case FIRST -> {
                opcode = next & OPCODE;
                part = Part.SECOND;
            }
            case SECOND -> second(next);
            case LENGTH -> {
                payload = payload << 8 | next;
                if (--left == 0) {
                    afterLength();
                }
            }
            case MASK -> {
                mask[mask.length - left] = (byte) next;
                if (--left == 0) {
                    afterMask();
                }
            }
            case PAYLOAD -> throw new IllegalStateException("Payload is skipped, not read");
        }
    }

    private void second(int next) {
        masked = (next & MASKED) != 0;
        int length = next & 0x7F;
        if (length < 126) {
            payload = length;
            afterLength();
        } else {
            payload = 0;
            left = length == 126 ? 2 : 8;
            part = Part.LENGTH;
        }
    }

    private void afterLength() {
        // The highest bit must be 0; a sender that sets it only corrupts the reading of its own stream.
        payload &= Long.MAX_VALUE;
        left = 4;
        part = Part.MASK;
        if (!masked) {
            afterMask();
        }
    }

    private void afterMask() {
        part = payload == 0 ? Part.FIRST : Part.PAYLOAD;
        boolean data = (opcode & CONTROL) == 0;
        length = payload;
        started = 0;
        start = Arrays.copyOf(new byte[0], data ? (int) Math.min(payload, START) : 0);
        if (data && payload == 0) {
            listener.data(opcode == 0, start, 0);
        }
    }
}
