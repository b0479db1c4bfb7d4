package dev.berth.hub.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.route.PageLanguages;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTests {

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            delimiter = '|',
            value = {
                "none|en",
                "''|en",
                "en-GB,en;q=0.9|en",
                "zh|zh-CN",
                "zh-CN,zh;q=0.9,en;q=0.8|zh-CN",
                "zh-Hans-SG|zh-CN",
                "zh-TW|zh-CN",
                "de,fr;q=0.9|en",
                "de,zh;q=0.5|zh-CN",
                "en;q=0.3,zh;q=0.9|zh-CN",
                "zh;q=0,en|en",
                ";;;=q|en",
                "*|en",
            })
    void theFirstOfTheBrowsersThatThereIs(String accepted, String language) {
        assertThat(PageLanguages.of(accepted)).isEqualTo(Locale.forLanguageTag(language));
    }

    @org.junit.jupiter.api.Test
    void aHeaderOfAnyLengthIsNotRead() {
        assertThat(PageLanguages.of("zh,".repeat(10_000))).isEqualTo(Locale.ENGLISH);
    }
}
