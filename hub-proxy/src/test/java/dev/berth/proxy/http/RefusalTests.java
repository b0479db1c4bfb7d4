package dev.berth.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.route.PageLanguages;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts of the proxy's own pages. */
class RefusalTests {

    private static final Pattern USE = Pattern.compile("Refusal\\s*\\.(?:of\\(\\s*(\\d+),|bad\\()\\s*\"([^\"]+)\"");

    @Test
    void bothLanguagesHaveTheSameKeysAndEachIsUsed() throws IOException {
        Properties english = bundle("refusals.properties");
        Properties chinese = bundle("refusals_zh.properties");
        assertThat(chinese.keySet()).isEqualTo(english.keySet());
        english.forEach(
                (key, text) -> assertThat(String.valueOf(chinese.get(key)).contains("{0}"))
                        .as(String.valueOf(key))
                        .isEqualTo(String.valueOf(text).contains("{0}")));
        assertThat(new TreeSet<>(english.stringPropertyNames())).isEqualTo(used());
    }

    @Test
    void theLanguageOfTheMachineDoesNotMatter() {
        Locale machine = Locale.getDefault();
        try {
            Locale.setDefault(Locale.SIMPLIFIED_CHINESE);
            assertThat(Refusal.of(404, "notFound").message(Locale.ENGLISH)).isEqualTo("Page not found.");
        } finally {
            Locale.setDefault(machine);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zh-CN,zh;q=0.9,en;q=0.8|页面不存在。",
                "zh-TW|页面不存在。",
                "fr,zh;q=0.5|页面不存在。",
                "en-GB,en;q=0.9,zh;q=0.5|Page not found.",
                "fr|Page not found.",
                "zh;q=0|Page not found.",
                "not a language;;|Page not found."
            })
    void aPageSpeaksTheBrowsersLanguage(String accepted, String text) {
        assertThat(ErrorPage.render(Refusal.of(404, "notFound"), PageLanguages.of(accepted)))
                .contains(text);
    }

    @Test
    void valuesAreEscapedInThePage() {
        assertThat(ErrorPage.render(Refusal.of(403, "host.own", "<b>"), Locale.SIMPLIFIED_CHINESE))
                .contains("&lt;b&gt;")
                .contains("<html lang=\"zh-CN\">");
    }

    private static Properties bundle(String name) throws IOException {
        Properties texts = new Properties();
        try (InputStream in = Refusal.class.getResourceAsStream(name)) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return texts;
    }

    /** The keys in the sources, with the titles of their statuses. */
    private static Set<String> used() throws IOException {
        Set<String> keys = new TreeSet<>(List.of("title.400"));
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/dev/berth/proxy/http"))) {
            for (Path source : sources.toList()) {
                Matcher use = USE.matcher(Files.readString(source));
                while (use.find()) {
                    keys.add(use.group(2));
                    if (use.group(1) != null) {
                        keys.add("title." + use.group(1));
                    }
                }
            }
        }
        return keys;
    }
}
