package dev.berth.hub.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserPatternTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "[a-z0-9-]{0,20} [a-z0-9\\-]{0,20}",
                "[-a] [\\-a]",
                "[^-a] [^\\-a]",
                "[a-z-9] [a-z\\-9]",
                "[\\w-.] [\\w\\-\\.]",
                "[!-~]* [\\!-\\~]*",
                "[\\\\\\]] [\\\\\\]]",
                "a\\-b a-b",
                "a/b a\\/b",
                "\\d+(?:\\.\\d+)? \\d+(?:\\.\\d+)?",
                "(?<year>[0-9]{4}) (?<year>[0-9]{4})",
                "[(){}|/] [\\(\\)\\{\\}\\|\\/]"
            })
    void saysTheSame(String java, String browsers) {
        assertThat(BrowserPattern.of(Pattern.compile(java))).isEqualTo(browsers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a++", "(?i)a", "(?>a)", "[a-z&&[^b]]", "[[a]]", "\\p{Alpha}", "\\Qa\\E", "\\Aa", "a{2}+"})
    void leavesToTheHubWhatJavaScriptHasNoWordFor(String java) {
        assertThat(BrowserPattern.of(Pattern.compile(java))).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {Pattern.CASE_INSENSITIVE, Pattern.COMMENTS})
    void leavesToTheHubWhatFlagsChange(int flags) {
        assertThat(BrowserPattern.of(Pattern.compile("a b", flags))).isNull();
    }
}
