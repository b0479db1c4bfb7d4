package dev.berth.spi.route;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The path of a request as a router must read it: the beginning decides who may pass and which server is meant, and whatever stands
 * behind the server's prefix belongs to that server, byte for byte (RFC 3986, section 2.2: an escaped delimiter is not a delimiter).
 *
 * @param raw the path as it came, without the query
 * @param decisive the {@linkplain CanonicalPath canonical form} of the leading segments that can be read in one way only, as far as they
 *     reach. It ends with a slash where more follows
 */
public record RequestPath(String raw, String decisive) {

    /** How many times an escape may be escaped again. No program has a reason for more. */
    private static final int MOST_ROUNDS = 4;

    /**
     * Reads a raw path; null when it must be refused for any target: more than {@value CanonicalPath#MAX_LENGTH} characters,
     * characters that no path has, an escape that is not one, a NUL, or a segment that some decoder takes for {@code .} or {@code ..}.
     * Such a segment could lead the next router out of the prefix that was decided about, so it is looked for in what any decoder on
     * the way may see: backslashes are separators, a segment ends before its parameters ({@code ..;a=1}), bytes longer than UTF-8
     * allows mean what they once meant, and escapes may be escaped again.
     */
    public static @Nullable RequestPath of(String raw) {
        if (!raw.startsWith("/") || raw.length() > CanonicalPath.MAX_LENGTH || !isWellFormed(raw) || leadsUp(raw)) {
            return null;
        }
        String whole = CanonicalPath.of(raw);
        return new RequestPath(raw, whole != null ? whole : leading(raw));
    }

    /** Whether there is nothing but what decides. */
    public boolean isWhole() {
        return raw.chars().filter(c -> c == '/').count()
                        == decisive.chars().filter(c -> c == '/').count()
                && raw.endsWith("/") == decisive.endsWith("/");
    }

    /**
     * The path to send to the server behind a prefix: the prefix in its canonical form, and everything after it as it came.
     *
     * @param prefix canonical, with a slash at both ends; {@link #decisive} begins with it, or lacks only its last slash
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
            // An empty segment is allowed at the end only, so a doubled slash ends the readable part.
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

    /** Reads two to four bytes for a character that UTF-8 writes in one as that character. Each char here is one byte. */
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

    /** Decodes each escape once, as one byte; leaves alone what is not an escape. */
    private static String decode(String text) {
        StringBuilder decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int escaped = text.charAt(i) == '%' ? escape(text, i) : -1;
            decoded.append(escaped < 0 ? text.charAt(i) : (char) escaped);
            i += escaped < 0 ? 0 : 2;
        }
        return decoded.toString();
    }

    /** The byte that is escaped at this place, or -1. */
    private static int escape(String text, int at) {
        boolean escape = at + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2));
        return escape ? HexFormat.fromHexDigits(text, at + 1, at + 3) : -1;
    }
}
