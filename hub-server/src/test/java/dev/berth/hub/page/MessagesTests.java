package dev.berth.hub.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.bulk.BulkReason;
import dev.berth.spi.spawn.ReasonCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts of all pages, in every language. */
class MessagesTests {

    private static final Properties ENGLISH = load("messages.properties");
    private static final Properties CHINESE = load("messages_zh_CN.properties");
    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d)}");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    /** Texts that are the same in both languages. */
    private static final List<String> NAMES = List.of("Berth", "GPU", "Hub", "Spawner", "UID", "URL", "{0}");

    @Test
    void everyLanguageHasEveryText() {
        assertThat(CHINESE.stringPropertyNames()).isEqualTo(ENGLISH.stringPropertyNames());
    }

    @Test
    void translationsTakeTheSameArguments() {
        assertThat(ENGLISH.stringPropertyNames())
                .allSatisfy(key -> assertThat(arguments(CHINESE.getProperty(key)))
                        .as(key)
                        .isEqualTo(arguments(ENGLISH.getProperty(key))));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void everyCodeThatPeopleSeeHasAText(String key) {
        assertThat(ENGLISH.stringPropertyNames()).contains(key);
        assertThat(CHINESE.stringPropertyNames()).contains(key);
    }

    private static Stream<String> codes() {
        return Stream.of(
                        Arrays.stream(AuditAction.values()).map(action -> "audit.action." + action),
                        Arrays.stream(BulkReason.values()).map(reason -> "bulk.reason." + reason),
                        Arrays.stream(ReasonCode.values()).map(reason -> "reason." + reason))
                .flatMap(keys -> keys);
    }

    @Test
    void everyTextIsAMessageFormatWithItsApostrophesDoubled() {
        Stream.of(ENGLISH, CHINESE)
                .forEach(texts -> texts.forEach((key, text) -> {
                    assertThat(new MessageFormat((String) text).format(new Object[] {1, 2, 3, 4}))
                            .as("%s", key)
                            .isNotBlank();
                    assertThat(((String) text).replace("''", "")).as("%s", key).doesNotContain("'");
                }));
    }

    @Test
    void whatIsTranslatedIsChinese() {
        CHINESE.forEach((key, text) -> {
            if (!NAMES.contains(text)) {
                assertThat((String) text).as("%s", key).containsPattern(HAN);
            }
        });
    }

    /** A text that no page uses would have to be translated for nothing. */
    @Test
    void everyTextIsUsed() throws IOException {
        String sources = Stream.concat(files("src/main/java"), files("src/main/resources/templates"))
                .map(MessagesTests::read)
                .collect(Collectors.joining());
        List<String> unused = ENGLISH.stringPropertyNames().stream()
                .filter(key -> !sources.contains(key) && !isComposed(key, sources))
                .sorted()
                .toList();
        assertThat(unused).isEmpty();
    }

    /** As {@code 'reason.' + code}: the source contains the part before the last dot, followed by a quote. */
    private static boolean isComposed(String key, String sources) {
        String prefix = key.substring(0, key.lastIndexOf('.') + 1);
        return sources.contains("'" + prefix + "'") || sources.contains("\"" + prefix + "\"");
    }

    private static TreeSet<String> arguments(String text) {
        return ARGUMENT.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Path> files(String folder) throws IOException {
        return Files.walk(Path.of(folder)).filter(Files::isRegularFile);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Properties load(String name) {
        Properties texts = new Properties();
        try (InputStream stream = MessagesTests.class.getClassLoader().getResourceAsStream(name);
                InputStreamReader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            texts.load(reader);
            return texts;
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
