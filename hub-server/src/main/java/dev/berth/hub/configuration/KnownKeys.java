package dev.berth.hub.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * All {@code berth.*} keys, from the metadata that the compiler generated for every module on the class path, and the keys of records in
 * lists and maps, which the metadata does not contain.
 */
final class KnownKeys {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";

    private final Set<String> names = new TreeSet<>();
    private final Map<String, Key> keys = new TreeMap<>();
    private final Set<String> plain = new HashSet<>();
    private final Map<String, EntryKeys> open = new HashMap<>();
    private final Set<String> groups = new TreeSet<>();

    private KnownKeys() {}

    /**
     * A key as declared in the code.
     *
     * @param type name of its Java type
     * @param standard its default; null if it does not have one
     */
    record Key(
            String name,
            String type,
            String description,
            @Nullable String standard) {}

    static KnownKeys load() {
        KnownKeys known = new KnownKeys();
        try {
            for (URL url : Collections.list(KnownKeys.class.getClassLoader().getResources(METADATA))) {
                try (InputStream in = url.openStream()) {
                    known.add(JsonMapper.shared().readTree(in));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return known;
    }

    /** Names of the classes to which keys are bound, including nested records. */
    Set<String> groups() {
        return groups;
    }

    private void add(JsonNode metadata) {
        for (JsonNode group : metadata.path("groups")) {
            String type = group.path("type").asString("");
            if (type.startsWith("dev.berth.")) {
                groups.add(type);
            }
        }
        for (JsonNode property : metadata.path("properties")) {
            String name = property.path("name").asString("");
            if (name.startsWith("berth.")) {
                names.add(name);
                plain.add(plain(name));
                String type = property.path("type").asString("");
                keys.putIfAbsent(
                        name, new Key(name, type, description(property), standard(property.path("defaultValue"))));
                if (type.startsWith("java.util.List<") || type.startsWith("java.util.Map<")) {
                    open.put(plain(name), EntryKeys.of(type));
                }
            }
        }
    }

    /** All keys, by name. */
    List<Key> keys() {
        return List.copyOf(keys.values());
    }

    private static String description(JsonNode property) {
        return property.path("description")
                .asString("")
                .replaceAll("\\{@(?:code|link) ([^}]*)}", "$1")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static @Nullable String standard(JsonNode value) {
        if (value.isArray()) {
            return String.join(
                    ", ", value.valueStream().map(each -> each.asString("")).toList());
        }
        return value.isMissingNode() || value.isNull() ? null : value.asString("");
    }

    boolean contains(String key) {
        String wanted = plain(key);
        return plain.contains(wanted)
                || open.entrySet().stream().anyMatch(entry -> {
                    int end = end(key, entry.getKey());
                    return end >= 0 && entry.getValue().contain(key.substring(end));
                });
    }

    /** The key that was probably intended. */
    String nearest(String key) {
        if (contains("berth." + key)) {
            return "berth." + key;
        }
        Set<String> candidates = new TreeSet<>(names);
        open.forEach((name, entries) -> {
            int end = end(key, name);
            if (end >= 0) {
                entries.like(key.substring(end)).forEach(tail -> candidates.add(key.substring(0, end) + tail));
            }
        });
        String wanted = plain(key);
        return candidates.stream()
                .min((a, b) ->
                        Integer.compare(NearNames.distance(plain(a), wanted), NearNames.distance(plain(b), wanted)))
                .orElse("none");
    }

    /** The position at which a key leaves this list or map and refers to an entry of it; -1 if it is unrelated. */
    private static int end(String key, String plainName) {
        for (int i = 0; i < key.length(); i++) {
            boolean border = key.charAt(i) == '.' || key.charAt(i) == '[';
            if (border && plain(key.substring(0, i)).equals(plainName)) {
                return i;
            }
        }
        return -1;
    }

    /** Keys are equal regardless of case and hyphens, as in Spring Boot. */
    static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** The environment variable for each key, as Spring Boot maps it: in capitals, dots as underscores, without hyphens. */
    Set<String> variables() {
        return names.stream().map(KnownKeys::variable).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether a variable is a key, or one of an entry of a list or map. */
    boolean containsVariable(String variable) {
        return names.stream().anyMatch(name -> isOrHolds(name, variable));
    }

    private boolean isOrHolds(String name, String variable) {
        EntryKeys entries = open.get(plain(name));
        // Spring Boot also accepts an underscore in place of a hyphen.
        return Stream.of(variable(name), variable(name.replace('-', '.')))
                .anyMatch(form -> variable.equals(form)
                        || (entries != null
                                && variable.startsWith(form + "_")
                                && entries.containVariable(variable.substring(form.length() + 1))));
    }

    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace("-", "");
    }
}
