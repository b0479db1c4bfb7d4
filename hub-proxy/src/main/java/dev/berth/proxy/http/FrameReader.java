package dev.berth.proxy.http;

import io.vertx.core.buffer.Buffer;

/**
 * Reads the frame headers of a WebSocket's byte stream (RFC 6455, section 5.2) as the bytes pass by, wherever they are cut, and holds
 * none of them.
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

    private static final int MASKED = 0x80;
    private static final int CONTROL = 0x08;

    private Part part = Part.FIRST;
    private boolean masked;
    private int left;
    private long payload;

    /** Takes the next bytes; true when a frame of data (text, binary or a continuation) began in them. */
    boolean read(Buffer bytes) {
        boolean data = false;
        int at = 0;
        while (at < bytes.length()) {
            if (part == Part.PAYLOAD) {
                at += skip(bytes.length() - at);
            } else {
                int next = bytes.getByte(at++) & 0xFF;
                data |= part == Part.FIRST && (next & CONTROL) == 0;
                header(next);
            }
        }
        return data;
    }

    /** Whether the stream stands between two frames, where one of ours may be put in. */
    boolean betweenFrames() {
        return part == Part.FIRST;
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
            case FIRST -> part = Part.SECOND;
            case SECOND -> second(next);
            case LENGTH -> {
                payload = payload << 8 | next;
                if (--left == 0) {
                    afterLength();
                }
            }
            case MASK -> {
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
        // The highest bit must be 0; a sender that sets it only spoils the counting of its own stream.
        payload &= Long.MAX_VALUE;
        left = 4;
        part = Part.MASK;
        if (!masked) {
            afterMask();
        }
    }

    private void afterMask() {
        part = payload == 0 ? Part.FIRST : Part.PAYLOAD;
    }
}
