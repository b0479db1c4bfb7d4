package dev.berth.spi.route;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form of a path. Both the decision who may pass and the choice of the target are based on it.
 *
 * <p>Each segment is percent-decoded once and encoded again: unreserved characters (RFC 3986, section 2.3) and {@code @} stay as they are,
 * everything else is escaped with upper-case hex. Therefore {@code a%40b}, {@code a@b} and {@code %61@b} are the same path.
 */
public final class CanonicalPath {

    /** Longer paths are rejected before they are parsed. */
    public static final int MAX_LENGTH = 8_192;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private CanonicalPath() {}

    /**
     * The canonical form of a raw request path (without the query), or null if the path must be rejected. That is a path with an invalid
     * escape, bytes that are not valid UTF-8, an escaped slash or backslash, a control character, a {@code .} or {@code ..} segment, an
     * empty segment other than the last one, or more than {@value #MAX_LENGTH} characters.
     */
    public static @Nullable String of(String rawPath) {
        if (!rawPath.startsWith("/") || rawPath.length() > MAX_LENGTH) {
            return null;
        }
        StringBuilder canonical = new StringBuilder(rawPath.length() + 16);
        String[] segments = rawPath.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            String segment = segments[i].isEmpty() && last ? "" : canonicalSegment(segments[i]);
            if (segment == null) {
                return null;
            }
            canonical.append('/').append(segment);
        }
        return canonical.toString();
    }

    /** Encodes a name, such as a username, as one segment of a canonical path. */
    public static String segment(String name) {
        StringBuilder escaped = new StringBuilder(name.length() + 8);
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            append(escaped, b);
        }
        return escaped.toString();
    }

    private static @Nullable String canonicalSegment(String raw) {
        byte[] bytes = decode(raw);
        if (bytes == null || bytes.length == 0 || isDots(bytes) || !isUtf8(bytes)) {
            return null;
        }
        StringBuilder escaped = new StringBuilder(raw.length() + 8);
        for (byte b : bytes) {
            if (b == '/' || b == '\\' || (b >= 0 && b < 0x20) || b == 0x7F) {
                return null;
            }
            append(escaped, b);
        }
        return escaped.toString();
    }

    private static byte @Nullable [] decode(String raw) {
        byte[] in = raw.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(in.length);
        for (int i = 0; i < in.length; i++) {
            if (in[i] != '%') {
                out.put(in[i]);
                continue;
            }
            if (i + 2 >= in.length || !HexFormat.isHexDigit(in[i + 1]) || !HexFormat.isHexDigit(in[i + 2])) {
                return null;
            }
            out.put((byte) (HexFormat.fromHexDigit(in[i + 1]) << 4 | HexFormat.fromHexDigit(in[i + 2])));
            i += 2;
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    private static boolean isDots(byte[] bytes) {
        return (bytes.length == 1 && bytes[0] == '.') || (bytes.length == 2 && bytes[0] == '.' && bytes[1] == '.');
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
    }

    private static void append(StringBuilder out, byte b) {
        boolean unreserved = (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '-'
                || b == '.'
                || b == '_'
                || b == '~'
                || b == '@';
        if (unreserved) {
            out.append((char) b);
        } else {
            out.append('%').append(HEX.toHexDigits(b));
        }
    }
}
