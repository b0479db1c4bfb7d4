package dev.berth.hub.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A predefined configuration with which a server can be started.
 *
 * @param groups groups whose members can use it; everybody if empty
 * @param options the options that a person can set, in the order in which they are shown
 * @param spec the configuration of the server before options are applied
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

    /** Whether a member of these groups can use it. */
    public boolean isOfferedTo(List<String> memberOf) {
        return groups.isEmpty() || memberOf.stream().anyMatch(groups::contains);
    }

    /**
     * The configuration of a start with the given choices, by option name; options without a choice have their defaults. A profile without
     * options accepts any input, as JupyterHub's spawners accept any {@code user_options}; a profile with options knows all of them and
     * rejects a misspelled one.
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
                .forEach(name -> problems.put(shown(name), "The profile " + this.name + " does not have this option"));
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
