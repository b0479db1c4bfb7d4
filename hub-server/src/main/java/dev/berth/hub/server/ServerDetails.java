package dev.berth.hub.server;

import org.jspecify.annotations.Nullable;

/**
 * What is to be known of a server besides its name; null leaves a value as it is.
 *
 * @param displayName 1 to {@value #LONGEST_NAME} characters that can be seen
 * @param options the options of the next start, as JSON
 */
public record ServerDetails(
        @Nullable String displayName, @Nullable String options) {

    static final int LONGEST_NAME = 255;

    public ServerDetails {
        if (displayName != null && !isValid(displayName)) {
            throw new IllegalArgumentException(
                    "display_name must have 1 to " + LONGEST_NAME + " characters, without control characters");
        }
    }

    private static boolean isValid(String name) {
        return !name.isBlank()
                && name.length() <= LONGEST_NAME
                && name.codePoints().noneMatch(Character::isISOControl);
    }
}
