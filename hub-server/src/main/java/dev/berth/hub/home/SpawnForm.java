package dev.berth.hub.home;

import dev.berth.hub.server.ServerView;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The choices on the start page. Each profile's options have separate fields, {@code option.<profile>.<option>}, so that those of other
 * profiles are ignored.
 *
 * @param profile empty for the first one
 * @param options by name, only of that profile
 */
record SpawnForm(String profile, Map<String, String> options) {

    static final SpawnForm EMPTY = new SpawnForm("", Map.of());

    SpawnForm {
        options = Map.copyOf(options);
    }

    static SpawnForm of(Map<String, String> fields) {
        String profile = fields.getOrDefault("profile", "");
        String prefix = field(profile, "");
        Map<String, String> options = fields.entrySet().stream()
                .filter(field -> field.getKey().startsWith(prefix))
                .collect(Collectors.toMap(field -> field.getKey().substring(prefix.length()), Map.Entry::getValue));
        return new SpawnForm(profile, options);
    }

    /** Preselects the choices of the server's last start. */
    static SpawnForm asLastTime(ServerView server) {
        return new SpawnForm(server.profile(), server.options());
    }

    static String field(String profile, String option) {
        return "option." + profile + "." + option;
    }
}
