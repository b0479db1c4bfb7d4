package dev.berth.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UseTests {

    @ParameterizedTest
    @CsvSource({
        "/api/contents/salaries.csv, POST /api/contents/…",
        "/api/kernels, POST /api/kernels",
        "/git/my%2Frepo/commit, POST /git/…",
        "/files/salaries.csv, POST /files/…",
        "/poll, POST /poll",
        "/, POST /"
    })
    void anEndpointIsNamedWithoutTheNamesOfFiles(String below, String endpoint) {
        assertThat(Use.endpoint("POST", below)).isEqualTo(endpoint);
    }

    @ParameterizedTest
    @CsvSource({"/, 61", "/api/, 61"})
    void aLongNameIsCut(String prefix, int length) {
        assertThat(Use.endpoint("POST", prefix + "x".repeat(length)))
                .hasSizeLessThan(80)
                .endsWith("x/…");
    }
}
