package dev.berth.spi.route;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The path of a request as a router must interpret it: the beginning determines access and the server, and everything after the server's
 * prefix belongs to that server, byte for byte (RFC 3986, section 2.2: an escaped delimiter is not a delimiter).
 *
 * @param raw the path as received, without the query
 * @param decisive the {@linkplain CanonicalPath canonical form} of the leading segments that are unambiguous. It ends with a slash if
 *     more segments follow
 */
public record RequestPath(String raw, String decisive) {

    /** How many times an escape may be escaped again. No legitimate client needs more. */
    private static final int MOST_ROUNDS = 4;

    /**
     * Parses a raw path; null if it must be rejected for any target: more than {@value CanonicalPath#MAX_LENGTH} characters, characters
     * that are invalid in a path, an invalid escape, a NUL, or a segment that some decoder treats as {@code .} or {@code ..}. With such a
     * segment, the next router could leave the prefix for which access was granted. The check therefore covers everything that a decoder on
     * the way might do: backslashes are separators, a segment ends before its parameters ({@code ..;a=1}), overlong UTF-8 sequences are
     * decoded, and escapes can be escaped again.
     */
    public static @Nullable RequestPath of(String raw) {
        if (!raw.startsWith("/") || raw.length() > CanonicalPath.MAX_LENGTH || !isWellFormed(raw) || leadsUp(raw)) {
            return null;
        }
        String whole = CanonicalPath.of(raw);
        return new RequestPath(raw, whole != null ? whole : leading(raw));
    }

    /** Whether the decisive part is the whole path. */
    public boolean isWhole() {
        return raw.chars().filter(c -> c == '/').count()
                        == decisive.chars().filter(c -> c == '/').count()
                && raw.endsWith("/") == decisive.endsWith("/");
    }

    /**
     * The path to send to the server behind a prefix: the prefix in its canonical form, and everything after it as received.
     *
     * @param prefix canonical, with a slash at both ends; {@link #decisive} begins with it, or equals it without the last slash
     */
    public String behind(String prefix) {
        if (!decisive.startsWith(prefix)) {
            return decisive;
        }
        int start = 0;
        for (int slashes = (int) prefix.chars().filter(c -> c == '/').count(); slashes > 0; slashes--) {
            start = raw.indexOf('/', start) + 1;
        }
        return prefix + raw.substring(start);
    }

    private static String leading(String raw) {
        int end = 1;
        for (int slash = raw.indexOf('/', end); slash >= 0; slash = raw.indexOf('/', end)) {
            // An empty segment is allowed only at the end, so a double slash ends the unambiguous part.
            if (slash == end || CanonicalPath.of(raw.substring(end - 1, slash)) == null) {
                break;
            }
            end = slash + 1;
        }
        return String.valueOf(CanonicalPath.of(raw.substring(0, end)));
    }

    private static boolean isWellFormed(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c <= 0x20 || c >= 0x7F || c == '\\' || c == '?' || c == '#') {
                return false;
            }
            if (c == '%' && escape(raw, i) < 1) {
                return false;
            }
        }
        return true;
    }

    private static boolean leadsUp(String raw) {
        String seen = raw;
        for (int round = 0; round <= MOST_ROUNDS; round++) {
            if (hasDots(seen)) {
                return true;
            }
            String decoded = decode(seen);
            if (decoded.equals(seen)) {
                return false;
            }
            seen = decoded;
        }
        return true;
    }

    private static boolean hasDots(String path) {
        for (String segment : withoutOverlong(path).split("[/\\\\]", -1)) {
            String name = segment.split(";", 2)[0].strip();
            if (name.equals(".") || name.equals("..")) {
                return true;
            }
        }
        return false;
    }

    /** Decodes overlong UTF-8 sequences of two to four bytes to their ASCII character. Each char here is one byte. */
    private static String withoutOverlong(String bytes) {
        StringBuilder plain = new StringBuilder(bytes.length());
        for (int i = 0; i < bytes.length(); i++) {
            int length = overlong(bytes, i);
            if (length > 1 && i + length <= bytes.length()) {
                i += length - 1;
                plain.append((char) (bytes.charAt(i) & 0x3F));
            } else {
                plain.append(bytes.charAt(i));
            }
        }
        return plain.toString();
    }

    private static int overlong(String bytes, int at) {
        if (bytes.startsWith("\u00F0\u0080\u0080", at)) {
            return 4;
        }
        return bytes.startsWith("\u00E0\u0080", at) ? 3 : bytes.charAt(at) == '\u00C0' ? 2 : 1;
    }

    /** Decodes each escape once, as one byte; leaves everything else unchanged. */
    private static String decode(String text) {
        StringBuilder decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int escaped = text.charAt(i) == '%' ? escape(text, i) : -1;
            decoded.append(escaped < 0 ? text.charAt(i) : (char) escaped);
            i += escaped < 0 ? 0 : 2;
        }
        return decoded.toString();
    }

    /** The escaped byte at this position, or -1. */
    private static int escape(String text, int at) {
        boolean escape = at + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2));
        return escape ? HexFormat.fromHexDigits(text, at + 1, at + 3) : -1;
    }
}
