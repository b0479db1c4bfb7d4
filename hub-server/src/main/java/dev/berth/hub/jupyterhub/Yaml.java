package dev.berth.hub.jupyterhub;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Texts as YAML for people: plain where that is safe, in double quotes otherwise. */
final class Yaml {

    private static final Set<String> WORDS = Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

    private Yaml() {}

    static String text(String raw) {
        if (raw.matches("[a-z]([a-z0-9_-]|[.:](?=[a-z])){0,200}") && !WORDS.contains(raw)) {
            return raw;
        }
        StringBuilder quoted = new StringBuilder("\"");
        raw.chars().forEach(unit -> {
            if (unit == '"' || unit == '\\') {
                quoted.append('\\').append((char) unit);
            } else if (Shown.isSafe(unit)) {
                quoted.append((char) unit);
            } else {
                quoted.append(String.format("\\u%04x", unit));
            }
        });
        return quoted.append('"').toString();
    }

    static String list(List<String> texts) {
        return texts.stream().map(Yaml::text).collect(Collectors.joining(", ", "[", "]"));
    }
}
