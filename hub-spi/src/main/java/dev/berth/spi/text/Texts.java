package dev.berth.spi.text;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sentences that a module writes in English, such as why a start failed, and that pages show in the reader's language.
 *
 * <p>Rows, files of the runtime, audit events and the REST API have the English sentence only. A page recognizes it: it is written with the
 * template of its key, so the same template finds the arguments again. What was written by an earlier release, another replica or a spawner
 * without translations is shown as it is if no template fits.
 *
 * <p>Each module lists its templates in {@code META-INF/berth/texts.properties}, and translations under the same keys in {@code
 * texts_zh_CN.properties} beside it ({@link TextTemplate} describes the format). Keys begin with the module's name; those that begin with
 * {@code part.} are parts of sentences.
 */
public final class Texts {

    private static final String PART = "part.";
    private static final String ANY_TEXT = "text";

    private static final Texts ALL = new Texts();

    private final Map<String, TextTemplate> english = load("texts.properties");
    private final Map<Locale, Map<String, TextTemplate>> translations =
            Map.of(Locale.SIMPLIFIED_CHINESE, load("texts_zh_CN.properties"));

    /** The same by group. The template with the most words besides its arguments comes first, because it is the most specific one. */
    private final Map<String, List<Map.Entry<String, TextTemplate>>> englishByGroup = english.entrySet().stream()
            .sorted(Comparator.comparingInt(text -> -text.getValue().ownLength()))
            .collect(Collectors.groupingBy(text -> group(text.getKey())));

    private Texts() {}

    /**
     * The English text.
     *
     * @throws IllegalArgumentException if no module has a text with this key
     */
    public static String of(String key, Object... arguments) {
        TextTemplate template = ALL.english.get(key);
        if (template == null) {
            throw new IllegalArgumentException("There is no text with the key " + key);
        }
        return template.fill((index, group) -> String.valueOf(arguments[index]));
    }

    /** The text in another language; empty if it is not one that {@link #of} has written, or if the language is English. */
    public static Optional<String> translated(String text, Locale language) {
        return ALL.translated(ANY_TEXT, text, ALL.translations.getOrDefault(language, Map.of()));
    }

    /** The key of a text; empty if it is not one that {@link #of} has written. */
    public static Optional<String> key(String text) {
        return ALL.candidates(ANY_TEXT)
                .filter(each -> each.getValue().match(text).isPresent())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private Optional<String> translated(String group, String text, Map<String, TextTemplate> translation) {
        return candidates(group)
                .flatMap(each -> Stream.ofNullable(translation.get(each.getKey()))
                        .flatMap(other -> each.getValue().match(text).stream()
                                .map(arguments -> other.fill(
                                        (index, part) -> part(part, arguments.getOrDefault(index, ""), translation)))))
                .findFirst();
    }

    private Stream<Map.Entry<String, TextTemplate>> candidates(String group) {
        return englishByGroup.getOrDefault(group, List.of()).stream();
    }

    private String part(String group, String text, Map<String, TextTemplate> translation) {
        return group.isEmpty() ? text : translated(group, text, translation).orElse(text);
    }

    private static String group(String key) {
        return key.startsWith(PART) ? key.substring(PART.length(), key.lastIndexOf('.')) : ANY_TEXT;
    }

    private static Map<String, TextTemplate> load(String name) {
        try {
            Map<String, TextTemplate> templates = new HashMap<>();
            for (URL file : Collections.list(Texts.class.getClassLoader().getResources("META-INF/berth/" + name))) {
                Properties texts = new Properties();
                try (Reader reader = new InputStreamReader(file.openStream(), StandardCharsets.UTF_8)) {
                    texts.load(reader);
                }
                texts.stringPropertyNames()
                        .forEach(key -> templates.put(key, TextTemplate.parse(texts.getProperty(key))));
            }
            return templates;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The texts in META-INF/berth/" + name + " cannot be read", unreadable);
        }
    }
}
