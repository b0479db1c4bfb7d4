package dev.berth.hub.configuration;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one entry of a list or map, from the record to which it is bound.
 *
 * @param type the record, or null if the entries are plain values or records of a library
 */
record EntryKeys(@Nullable Class<?> type) {

    private static final Pattern OURS = Pattern.compile("[<,]\\s*(dev\\.berth\\.[\\w.$]+)>$");
    private static final Pattern ENTRY = Pattern.compile("(\\[[^]]*]|\\.[^.\\[]+)\\.?(.*)");

    /** The keys of a list or map with the given type in the metadata. */
    static EntryKeys of(String type) {
        Matcher ours = OURS.matcher(type);
        if (!ours.find()) {
            return new EntryKeys(null);
        }
        try {
            Class<?> found = Class.forName(ours.group(1), false, EntryKeys.class.getClassLoader());
            return new EntryKeys(found.isRecord() ? found : null);
        } catch (ClassNotFoundException failure) {
            throw new IllegalStateException("The configuration metadata contains an unknown type: " + type, failure);
        }
    }

    /** Whether the rest of a key, such as {@code [0].memory} or {@code .school.allow-all}, exists. */
    boolean contain(String rest) {
        Matcher entry = ENTRY.matcher(rest);
        if (type == null || !entry.matches() || entry.group(2).isEmpty()) {
            return true;
        }
        return leads(type, entry.group(2));
    }

    /** The same for the rest of an environment variable, such as {@code 0_MEMORY} or {@code SCHOOL_ALLOWALL}. */
    boolean containVariable(String rest) {
        String[] words = rest.split("_", 2);
        return type == null || words.length == 1 || leadsVariable(type, words[1]);
    }

    private static boolean leadsVariable(Class<?> record, String rest) {
        return Arrays.stream(record.getRecordComponents())
                .anyMatch(component -> Stream.of(hyphenated(component).replace("-", ""), hyphenated(component))
                        .map(name -> name.toUpperCase(Locale.ROOT).replace('-', '_'))
                        .anyMatch(form -> rest.equals(form)
                                || (rest.startsWith(form + "_")
                                        && (component.getType().isRecord()
                                                ? leadsVariable(component.getType(), rest.substring(form.length() + 1))
                                                : holdsMore(component)))));
    }

    private static String hyphenated(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** Nested records are followed to the end, because a misspelled key deep inside is just as harmful. */
    private static boolean leads(Class<?> record, String path) {
        String[] words = path.split("[.\\[]", 2);
        return Arrays.stream(record.getRecordComponents())
                .filter(component -> KnownKeys.plain(component.getName()).equals(KnownKeys.plain(words[0])))
                .anyMatch(component -> words.length == 1
                        || (component.getType().isRecord()
                                ? leads(component.getType(), words[1])
                                : holdsMore(component)));
    }

    /** All keys that are valid in that place. */
    List<String> like(String rest) {
        return Optional.ofNullable(type).stream()
                .flatMap(EntryKeys::names)
                .map(name -> entry(rest) + "." + name)
                .toList();
    }

    private static Stream<String> names(Class<?> record) {
        return Arrays.stream(record.getRecordComponents()).flatMap(component -> {
            String name = hyphenated(component);
            Class<?> kind = component.getType();
            return kind.isRecord() ? names(kind).map(inner -> name + "." + inner) : Stream.of(name);
        });
    }

    private static String entry(String rest) {
        Matcher entry = ENTRY.matcher(rest);
        return entry.matches() ? entry.group(1) : rest;
    }

    private static boolean holdsMore(RecordComponent component) {
        Class<?> kind = component.getType();
        return Map.class.isAssignableFrom(kind) || List.class.isAssignableFrom(kind);
    }
}
