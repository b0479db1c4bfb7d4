package dev.berth.hub.configuration;

import org.jspecify.annotations.Nullable;

/**
 * A key of the configuration as it is in force.
 *
 * @param key its name, such as {@code berth.port}
 * @param description what it is, from the code
 * @param set whether somebody set it, to whatever
 * @param shown whether its values are known to be no secrets; where they are not, {@code value} is null
 * @param value what is in force, the default included; null where it is hidden or there is none
 * @param source where it was set; {@link Source#DEFAULT} where it was not
 * @param origin the file with line and column, or the variable, where that is known
 */
public record Setting(
        String key,
        String description,
        boolean set,
        boolean shown,
        @Nullable String value,
        Source source,
        @Nullable String origin) {

    /** Where a value came from. */
    public enum Source {
        /** Nobody set it. */
        DEFAULT,
        FILE,
        ENVIRONMENT,
        COMMAND_LINE,
        /** Something else, such as a system property of Java. */
        OTHER
    }
}
