package dev.berth.hub.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserNameTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 | Chrome | Linux
            Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0 | Firefox | Windows
            Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0 | Edge | Windows
            Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15 | Safari | macOS
            Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1 | Mobile Safari | iOS
            Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0 | Firefox | Ubuntu
            """)
    void browsersAreNamedAsPeopleKnowThem(String header, String browser, String system) {
        assertThat(BrowserName.of(header)).isEqualTo(new BrowserName(browser, system));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "<b>my own</b>"})
    void whatIsNotKnownHasNoName(String header) {
        assertThat(BrowserName.of(header)).isEqualTo(new BrowserName(null, null));
    }

    @Test
    void aProgramHasANameWithoutASystem() {
        assertThat(BrowserName.of("curl/8.14.1")).isEqualTo(new BrowserName("curl", null));
    }
}
