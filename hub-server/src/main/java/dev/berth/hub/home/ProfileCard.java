package dev.berth.hub.home;

import dev.berth.hub.profile.Option;
import dev.berth.hub.profile.Profile;
import dev.berth.hub.profile.ServerSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A profile as shown on the start page.
 *
 * @param memory the memory limit as text; null for none, as with the other limits
 * @param idle the idle time before the server is stopped; null for never
 * @param age the maximum lifetime; null for no limit
 */
record ProfileCard(
        String name,
        String displayName,
        String description,
        boolean chosen,
        boolean gpu,
        @Nullable String memory,
        @Nullable String cpu,
        @Nullable String gpus,
        @Nullable Span idle,
        @Nullable Span age,
        List<Field> fields) {

    /**
     * An option as a form field.
     *
     * @param kind choice, amount or words
     * @param unit the unit shown after an amount
     * @param pattern the pattern for text in the browser's syntax; null if only the hub can check it
     * @param wrong the hub's error message for the value; null for none
     */
    record Field(
            String id,
            String label,
            String hint,
            String kind,
            String value,
            List<Option.Alternative> alternatives,
            long min,
            long max,
            String unit,
            @Nullable String pattern,
            @Nullable String wrong) {}

    static List<ProfileCard> of(List<Profile> profiles, SpawnForm form, Map<String, String> wrong) {
        boolean known = profiles.stream().anyMatch(profile -> profile.name().equals(form.profile()));
        String chosen = known || profiles.isEmpty()
                ? form.profile()
                : profiles.getFirst().name();
        return profiles.stream()
                .map(profile -> profile.name().equals(chosen)
                        ? card(profile, true, form.options(), wrong)
                        : card(profile, false, Map.of(), Map.of()))
                .toList();
    }

    private static ProfileCard card(
            Profile profile, boolean chosen, Map<String, String> values, Map<String, String> wrong) {
        ServerSpec spec = profile.spec();
        Integer gpus = spec.limits().devices().get(spec.gpuResource());
        return new ProfileCard(
                profile.name(),
                profile.displayName(),
                profile.description(),
                chosen,
                !spec.limits().devices().isEmpty(),
                spec.limits().memoryBytes() == 0
                        ? null
                        : Usage.inWords(spec.limits().memoryBytes()),
                spec.limits().cpuMillis() == 0 ? null : cpu(spec.limits().cpuMillis()),
                gpus == null ? null : gpus + " × " + spec.gpuResource(),
                Span.of(spec.idleTimeout()),
                Span.of(spec.maxAge()),
                profile.options().stream()
                        .map(option -> field(
                                profile.name(),
                                option,
                                values.getOrDefault(option.name(), option.defaultValue()),
                                wrong.get(option.name())))
                        .toList());
    }

    private static Field field(String profile, Option option, String value, @Nullable String wrong) {
        String id = SpawnForm.field(profile, option.name());
        return switch (option) {
            case Option.Choice choice ->
                new Field(
                        id,
                        choice.displayName(),
                        choice.description(),
                        "choice",
                        value,
                        choice.alternatives(),
                        0,
                        0,
                        "",
                        null,
                        wrong);
            case Option.Amount amount ->
                new Field(
                        id,
                        amount.displayName(),
                        amount.description(),
                        "amount",
                        value,
                        List.of(),
                        amount.min(),
                        amount.max(),
                        amount.unit(),
                        null,
                        wrong);
            case Option.Text text -> field(id, text, value, wrong);
        };
    }

    private static Field field(String id, Option.Text text, String value, @Nullable String wrong) {
        return new Field(
                id,
                text.displayName(),
                text.description(),
                "words",
                value,
                List.of(),
                0,
                text.maxLength(),
                "",
                BrowserPattern.of(text.pattern()),
                wrong);
    }

    private static String cpu(long millis) {
        return millis % 1_000 == 0 ? Long.toString(millis / 1_000) : Double.toString(millis / 1_000.0);
    }
}
