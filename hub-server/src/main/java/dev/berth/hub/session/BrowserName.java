package dev.berth.hub.session;

import org.jspecify.annotations.Nullable;
import ua_parser.Parser;

/**
 * The browser and the operating system in a User-Agent header (RFC 9110, 10.1.5). A client can send anything, so this is used only for
 * display.
 *
 * @param browser such as Chrome; null if unknown
 * @param system such as Linux; null if unknown
 */
public record BrowserName(
        @Nullable String browser, @Nullable String system) {

    private static final String UNKNOWN = "Other";

    /** The name that Apple has used since 2016; the parser still returns the old one. */
    private static final String OLD_MAC = "Mac OS X";

    static BrowserName of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return new BrowserName(null, null);
        }
        String system = known(Known.PARSER.parseOS(header).family);
        return new BrowserName(
                known(Known.PARSER.parseUserAgent(header).family), OLD_MAC.equals(system) ? "macOS" : system);
    }

    private static @Nullable String known(@Nullable String family) {
        return UNKNOWN.equals(family) ? null : family;
    }

    /** Compiles hundreds of patterns, so it is created when the first page with sessions is shown and not when the hub starts. */
    private static final class Known {
        private static final Parser PARSER = new Parser();
    }
}
