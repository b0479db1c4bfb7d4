package dev.berth.hub.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * Which values can be shown to people who can read the configuration. Denies by default: numbers, switches, durations, sizes, choices and
 * paths are never secret because of their type; a text, a list or a map is shown only if its module lists it in {@value #LISTS}, after a
 * review of what people put there.
 */
final class ShownKeys {

    private static final String LISTS = "META-INF/berth/shown-keys.txt";

    private static final Set<String> TYPES = Set.of(
            "java.lang.Boolean",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Double",
            "java.time.Duration",
            "java.nio.file.Path",
            "org.springframework.util.unit.DataSize");

    private static final Set<String> TEXTS = named();

    private ShownKeys() {}

    static boolean shows(String key, String type) {
        return TYPES.contains(type) || TEXTS.contains(key) || isChoice(type);
    }

    private static Set<String> named() {
        Set<String> names = new HashSet<>();
        try {
            for (URL list : Collections.list(ShownKeys.class.getClassLoader().getResources(LISTS))) {
                try (InputStream in = list.openStream()) {
                    new String(in.readAllBytes(), UTF_8)
                            .lines()
                            .map(String::strip)
                            .forEach(names::add);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return Set.copyOf(names);
    }

    private static boolean isChoice(String type) {
        if (!type.startsWith("dev.berth.")) {
            return false;
        }
        try {
            return Class.forName(type, false, ShownKeys.class.getClassLoader()).isEnum();
        } catch (ClassNotFoundException notHere) {
            return false;
        }
    }
}
