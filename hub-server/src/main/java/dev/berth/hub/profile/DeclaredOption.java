package dev.berth.hub.profile;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Something that a person may choose, as the configuration declares it: {@code choices}, or an {@code amount} with bounds, or a {@code
 * variable} for words.
 *
 * @param name stable name: lower-case letters, digits and hyphens, at most 40 characters
 * @param displayName what people read; the name if empty
 * @param description one sentence under it
 * @param defaultValue what it is when nobody chooses; the first choice or the lowest amount if empty
 * @param choices the alternatives
 * @param amount what a number is of: memory (in GB), cpu or gpus
 * @param min the lowest amount
 * @param max the highest amount
 * @param variable the environment variable that the words are put into
 * @param pattern regular expression that the whole of the words must match
 * @param maxLength how many characters the words may have
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
     * One alternative; what it does not set is as the profile has it.
     *
     * @param name stable name: lower-case letters, digits, dots and hyphens
     * @param displayName what people read; the name if empty
     * @param image what to run
     * @param memory limit of memory
     * @param cpu limit of processors
     * @param gpus number of GPUs
     * @param gpuResource the counted device that a GPU is; the profile's if empty
     * @param environment variables over the profile's
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
