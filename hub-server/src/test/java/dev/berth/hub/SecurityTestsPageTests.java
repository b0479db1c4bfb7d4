package dev.berth.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the page that lists which test covers which weakness with the existing tests. */
class SecurityTestsPageTests {

    private static final Path PAGE = Sources.ROOT.resolve("docs/reference/security-tests.md");
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+(?:Tests|IT))\\.(\\w+)`");

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        String page = Files.readString(PAGE);
        Map<String, String> sources = sources();
        TreeSet<String> missing = new TreeSet<>();
        int named = 0;
        for (Matcher matcher = NAMED.matcher(page); matcher.find(); named++) {
            if (!sources.getOrDefault(matcher.group(1), "").contains(" void " + matcher.group(2) + "(")) {
                missing.add(matcher.group(1) + "." + matcher.group(2));
            }
        }
        assertThat(missing).as("tests that the page names and nobody has").isEmpty();
        assertThat(named).as("tests that the page names").isGreaterThan(30);
    }

    @Test
    void everyRowNamesATest() throws IOException {
        try (Stream<String> lines = Files.lines(PAGE)) {
            assertThat(lines.filter(line -> line.startsWith("| ") && !line.startsWith("| known as")))
                    .isNotEmpty()
                    .allMatch(line -> NAMED.matcher(line).find());
        }
    }

    /** The texts of all test classes by name; classes with the same name in two modules are joined. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (Path file : Sources.below("src/test/java")) {
            String name = file.getFileName().toString().replace(".java", "");
            texts.merge(name, Files.readString(file), String::concat);
        }
        return texts;
    }
}
