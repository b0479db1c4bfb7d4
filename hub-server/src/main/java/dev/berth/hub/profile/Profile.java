package dev.berth.hub.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a server may be started with.
 *
 * @param groups who may use it; everybody if empty
 * @param options what a person may choose, in the order in which it is shown
 * @param spec what it runs with before anything is chosen
 */
public record Profile(
        String name,
        String displayName,
        String description,
        Set<String> groups,
        List<Option> options,
        ServerSpec spec) {

    public Profile {
        groups = Set.copyOf(groups);
        options = List.copyOf(options);
    }

    /** Whether a member of these groups may use it. */
    public boolean isOfferedTo(List<String> memberOf) {
        return groups.isEmpty() || memberOf.stream().anyMatch(groups::contains);
    }

    /**
     * What a start runs with when this was chosen, by names of options; what is not among it is as the profile has it. A profile without any
     * options takes whatever it is given, as JupyterHub's spawners take any {@code user_options}; one that has some knows them all, and a
     * misspelt one is refused.
     */
    public Resolution resolve(Map<String, ? extends @Nullable Object> chosen) {
        if (options.isEmpty()) {
            return new Resolution.Resolved(spec.withOptions(Map.of(), chosen));
        }
        Map<String, String> problems = new TreeMap<>();
        Map<String, String> taken = new HashMap<>();
        ServerSpec resolved = spec;
        for (Option option : options) {
            Object given = chosen.containsKey(option.name()) ? chosen.get(option.name()) : option.defaultValue();
            String value = String.valueOf(given);
            OptionValue read = given instanceof String || given instanceof Number || given instanceof Boolean
                    ? OptionValue.of(option, value, spec)
                    : new OptionValue.Wrong("Give text, a number or a boolean");
            switch (read) {
                case OptionValue.Changes(SpecChange change) -> {
                    resolved = change.applyTo(resolved);
                    taken.put(option.name(), value);
                }
                case OptionValue.Wrong(String why) -> problems.put(option.name(), why);
            }
        }
        chosen.keySet().stream()
                .filter(name -> option(name).isEmpty())
                .forEach(name -> problems.put(shown(name), "The profile " + this.name + " has no such option"));
        return problems.isEmpty()
                ? new Resolution.Resolved(resolved.withOptions(taken, Map.of()))
                : new Resolution.Refused(problems);
    }

    private Optional<Option> option(String name) {
        return options.stream().filter(option -> option.name().equals(name)).findFirst();
    }

    private static String shown(String name) {
        return name.length() > 60 ? name.substring(0, 60) + "…" : name;
    }
}
