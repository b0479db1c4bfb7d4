package dev.berth.hub.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tables of docs/reference/configuration.md, from the metadata that the compiler generated for every module on the class path. The text
 * around them is written by hand.
 *
 * <p>A line {@code <!-- keys berth.x -->} begins the table of that group and {@code <!-- end -->} ends it; {@code keys berth} stands for
 * the keys directly below. {@code <!-- entries berth.x -->} is the same with the names as in an entry of a list.
 */
final class ConfigurationReference {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final Pattern MARK = Pattern.compile("<!-- (keys|entries) (berth[a-z.-]*) -->");
    private static final String END = "<!-- end -->";

    private final Map<String, JsonNode> keys = new TreeMap<>();
    private final List<String> groups = new ArrayList<>();

    private ConfigurationReference() {}

    static ConfigurationReference load() throws IOException {
        ConfigurationReference reference = new ConfigurationReference();
        ClassLoader loader = ConfigurationReference.class.getClassLoader();
        for (URL url : Collections.list(loader.getResources(METADATA))) {
            try (InputStream in = url.openStream()) {
                JsonNode properties =
                        JsonMapper.shared().readTree(in.readAllBytes()).path("properties");
                properties.forEach(reference::add);
            }
        }
        return reference;
    }

    List<String> names() {
        return List.copyOf(keys.keySet());
    }

    List<String> withoutDescription() {
        return keys.values().stream()
                .filter(key -> description(key).isEmpty())
                .map(ConfigurationReference::name)
                .toList();
    }

    /** The page with all tables regenerated. */
    String page(String before) {
        groups.clear();
        MARK.matcher(before).results().forEach(mark -> groups.add(mark.group(2)));
        StringBuilder page = new StringBuilder();
        boolean inTable = false;
        for (String line : before.lines().toList()) {
            Matcher mark = MARK.matcher(line);
            inTable = inTable && !line.equals(END);
            if (!inTable) {
                page.append(line).append('\n');
            }
            if (mark.matches()) {
                page.append(table(mark.group(2), mark.group(1).equals("entries")));
                inTable = true;
            }
        }
        return page.toString();
    }

    /** Keys that no marker on the page covers. */
    List<String> withoutPlace() {
        return keys.keySet().stream().filter(name -> group(name) == null).toList();
    }

    private void add(JsonNode key) {
        if (name(key).startsWith("berth.")) {
            keys.put(name(key), key);
        }
    }

    private String table(String group, boolean entries) {
        StringBuilder table = new StringBuilder("\n| key | type | default | description |\n|---|---|---|---|\n");
        keys.values().stream()
                .filter(key -> group.equals(group(name(key))))
                .forEach(key -> table.append("| `")
                        .append(entries ? name(key).substring(group.length() + 1) : name(key))
                        .append("` | ")
                        .append(type(key.path("type").asString("")))
                        .append(" | ")
                        .append(standard(key.path("defaultValue")))
                        .append(" | ")
                        .append(description(key))
                        .append(" |\n"));
        return table.append('\n').toString();
    }

    /** The longest group on the page that contains this key; {@code berth} contains only the keys directly below it. */
    private @Nullable String group(String name) {
        return groups.stream()
                .filter(group ->
                        group.equals("berth") ? name.indexOf('.', "berth.".length()) < 0 : name.startsWith(group + "."))
                .max((a, b) -> Integer.compare(a.length(), b.length()))
                .orElse(null);
    }

    private static String name(JsonNode key) {
        return key.path("name").asString("");
    }

    private static String standard(JsonNode value) {
        if (value.isArray()) {
            return "`"
                    + String.join(
                            ", ",
                            StreamSupport.stream(value.spliterator(), false)
                                    .map(each -> each.asString(""))
                                    .toList())
                    + "`";
        }
        String text = value.isMissingNode() ? "" : value.asString("");
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    /** What a person writes, not the Java type. */
    private static String type(String java) {
        return switch (java) {
            case "java.lang.String" -> "text";
            case "java.lang.Boolean" -> "`true` or `false`";
            case "java.lang.Integer", "java.lang.Long" -> "number";
            case "java.lang.Double" -> "decimal number";
            case "java.time.Duration" -> "duration";
            case "java.nio.file.Path" -> "path";
            case "java.net.URI" -> "URL";
            case "org.springframework.util.unit.DataSize" -> "size";
            case "java.util.List<java.lang.String>" -> "list of text";
            case "java.util.List<java.net.URI>" -> "list of URLs";
            case "java.util.Map<java.lang.String,java.lang.String>" -> "map of text";
            default -> special(java);
        };
    }

    /** Enumerations by their values; lists and maps of records have a separate section on the page. */
    private static String special(String java) {
        if (java.startsWith("java.util.List<")) {
            return "list, see below";
        }
        if (java.startsWith("java.util.Map<")) {
            return "map, see below";
        }
        try {
            Object[] values = Class.forName(java, false, ConfigurationReference.class.getClassLoader())
                    .getEnumConstants();
            return values == null ? "see below" : choices(values);
        } catch (ClassNotFoundException unknown) {
            throw new IllegalStateException("No class " + java + " for a key of the configuration", unknown);
        }
    }

    private static String choices(Object[] values) {
        List<String> names = new ArrayList<>();
        for (Object value : values) {
            names.add("`" + value.toString().toLowerCase(Locale.ROOT).replace('_', '-') + "`");
        }
        return String.join(" or ", names);
    }

    /** Javadoc's {@code @code} as Markdown, on one line; a vertical bar would end the cell. */
    private static String description(JsonNode key) {
        return key.path("description")
                .asString("")
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\{@link ([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .replace("|", "\\|")
                .strip();
    }
}
