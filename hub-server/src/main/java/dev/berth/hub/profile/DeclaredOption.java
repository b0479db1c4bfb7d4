package dev.berth.hub.profile;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * An option that a person can set, as declared in the configuration: {@code choices}, or an {@code amount} with bounds, or a
 * {@code variable} for text.
 *
 * @param name stable name: lower-case letters, digits and hyphens, at most 40 characters
 * @param displayName the display name; the name if empty
 * @param description a one-sentence description
 * @param defaultValue the default; the first choice or the lowest amount if empty
 * @param choices the alternatives
 * @param amount what the number stands for: memory (in GB), cpu or gpus
 * @param min the lowest amount
 * @param max the highest amount
 * @param variable the environment variable that receives the text
 * @param pattern regular expression that the whole text must match
 * @param maxLength maximum length of the text
 */
record DeclaredOption(
        @DefaultValue("") String name,
        @DefaultValue("") String displayName,
        @DefaultValue("") String description,
        @DefaultValue("") String defaultValue,
        @DefaultValue List<DeclaredChoice> choices,
        Option.@Nullable Quantity amount,
        @DefaultValue("0") long min,
        @DefaultValue("0") long max,
        @DefaultValue("") String variable,
        @DefaultValue("[ -~]*") String pattern,
        @DefaultValue("200") int maxLength) {

    /**
     * One choice; whatever it does not set is taken from the profile.
     *
     * @param name stable name: lower-case letters, digits, dots and hyphens
     * @param displayName the display name; the name if empty
     * @param image the image to run
     * @param memory memory limit
     * @param cpu CPU limit
     * @param gpus number of GPUs
     * @param gpuResource the resource name of a GPU; the profile's if empty
     * @param environment environment variables that override the profile's
     * @param template the spawner's template; the profile's if empty
     */
    record DeclaredChoice(
            @DefaultValue("") String name,
            @DefaultValue("") String displayName,
            @DefaultValue("") String image,
            @Nullable DataSize memory,
            @Nullable Double cpu,
            @Nullable Integer gpus,
            @DefaultValue("") String gpuResource,
            @DefaultValue Map<String, String> environment,
            @DefaultValue("") String template) {}
}
