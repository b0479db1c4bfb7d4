package dev.berth.hub.configuration;

import org.jspecify.annotations.Nullable;

/**
 * A configuration key with its current value.
 *
 * @param key its name, such as {@code berth.port}
 * @param description the description from the code
 * @param set whether it was set explicitly
 * @param shown whether its values are known not to be secret; otherwise {@code value} is null
 * @param value the current value, which may be the default; null if it is hidden or there is none
 * @param source where it was set; {@link Source#DEFAULT} if it was not
 * @param origin the file with line and column, or the variable, if known
 */
public record Setting(
        String key,
        String description,
        boolean set,
        boolean shown,
        @Nullable String value,
        Source source,
        @Nullable String origin) {

    /** The source of a value. */
    public enum Source {
        /** Not set explicitly. */
        DEFAULT,
        FILE,
        ENVIRONMENT,
        COMMAND_LINE,
        /** Any other source, such as a Java system property. */
        OTHER
    }
}
