package dev.berth.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.text.Texts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts that modules write in English and that pages show in the reader's language. */
class TextsTests {

    private static final List<String> MODULES =
            List.of("hub-spi", "hub-server", "spawner-local", "spawner-k8s", "spawner-docker");
    private static final Pattern ARGUMENT = Pattern.compile("\\{\\d(?:,[a-z]+)?}");
    private static final Pattern WRITTEN =
            Pattern.compile("(?:Texts\\.of\\(|Failure\\.of\\(\\s*ReasonCode\\.\\w+,)\\s*\"([a-z.-]+)\"\\s*[,)]");

    /** It is found by its group only. */
    private static final String LAST_OF_A_LIST = "part.amounts.one";

    @ParameterizedTest
    @ValueSource(strings = {"hub-spi", "hub-server", "spawner-local", "spawner-k8s", "spawner-docker"})
    void everyLanguageHasEveryTextWithTheSameArguments(String module) throws IOException {
        Properties english = texts(module, "texts.properties");
        Properties chinese = texts(module, "texts_zh_CN.properties");
        assertThat(english).isNotEmpty();
        assertThat(chinese.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        english.forEach((key, text) -> assertThat(arguments(chinese.getProperty((String) key)))
                .as("%s", key)
                .isEqualTo(arguments((String) text)));
    }

    @Test
    void everyTextThatTheCodeWritesExists() throws IOException {
        assertThat(keys())
                .containsAll(WRITTEN.matcher(sources())
                        .results()
                        .map(found -> found.group(1))
                        .toList());
    }

    /** A text that no code writes would have to be translated for nothing. */
    @Test
    void everyTextIsWritten() throws IOException {
        String sources = sources();
        assertThat(keys())
                .filteredOn(key -> !key.equals(LAST_OF_A_LIST))
                .allSatisfy(key -> assertThat(sources)
                        .containsAnyOf(
                                "\"" + key + "\"",
                                "\"" + key.replaceFirst("s$", "") + "\" +",
                                "\"" + key.substring(0, key.lastIndexOf('.') + 1) + "\""));
    }

    /** Whatever the arguments are, the page finds out which text it is, and not one that is like it. */
    @Test
    void everyTextIsRecognizedAsItself() throws IOException {
        for (String key : keys()) {
            if (!key.startsWith("part.")) {
                String text = Texts.of(key, "1", "2", "3", "4", "5");
                assertThat(Texts.key(text)).as(text).contains(key);
                assertThat(Texts.translated(text, Locale.SIMPLIFIED_CHINESE).orElseThrow())
                        .as(key)
                        .containsPattern("\\p{IsHan}");
            }
        }
    }

    @Test
    void partsOfATextAreTranslatedWithIt() {
        String late = Texts.of("server.late", 15, Texts.of("part.step.queued", "All 2 GPUs are in use; you are next."));
        assertThat(late)
                .isEqualTo("The server did not start within 15 s. It was still queued: All 2 GPUs are in use; you are"
                        + " next.");
        assertThat(Texts.translated(late, Locale.SIMPLIFIED_CHINESE))
                .contains("服务器未能在 15 秒内启动。当时仍在排队：全部 2 个 GPU 均正在使用中；下一个就轮到您。");
        assertThat(Texts.translated(
                        "No single node has 4 processors, 16 GiB of memory, 2 GPUs. Choose a smaller profile, or tell an"
                                + " administrator.",
                        Locale.SIMPLIFIED_CHINESE))
                .contains("没有任何单个节点同时拥有 4 个 CPU、16 GiB 内存、2 个 GPU。请选择更小的配置，或联系管理员。");
    }

    @Test
    void whatNoModuleWroteIsNotTranslated() {
        assertThat(Texts.translated("The ship has sailed.", Locale.SIMPLIFIED_CHINESE))
                .isEmpty();
        assertThat(Texts.translated(Texts.of("server.stopped"), Locale.ENGLISH)).isEmpty();
    }

    private static TreeSet<String> keys() throws IOException {
        TreeSet<String> keys = new TreeSet<>();
        for (String module : MODULES) {
            keys.addAll(texts(module, "texts.properties").stringPropertyNames());
        }
        return keys;
    }

    private static TreeSet<String> arguments(String text) {
        return ARGUMENT.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : Sources.below("src/main/java")) {
            all.append(Files.readString(file));
        }
        return all.toString();
    }

    private static Properties texts(String module, String name) throws IOException {
        Properties texts = new Properties();
        Path file = Sources.ROOT
                .resolve(module)
                .resolve("src/main/resources/META-INF/berth")
                .resolve(name);
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        return texts;
    }
}
