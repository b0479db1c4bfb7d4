package dev.berth.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTokenTests {

    @ParameterizedTest
    @CsvSource({
        "?token=abc, ''",
        "?token=abc&x=1, ?x=1",
        "?x=1&token=abc, ?x=1",
        "?x=%2F&token=abc&y, ?x=%2F&y",
        "?token=abc&token=def, ''",
        "?mytoken=abc, ?mytoken=abc",
        "'', ''"
    })
    void itIsRemovedAndTheRestStaysAsItWas(String query, String left) {
        assertThat(QueryToken.removedFrom(query)).isEqualTo(left);
    }

    @ParameterizedTest
    @CsvSource({"?token=abc, true", "?x=1&token=abc, true", "?mytoken=abc, false", "?token=, false", "'', false"})
    void itIsFoundOnlyUnderItsName(String query, boolean found) {
        assertThat(QueryToken.of(query) != null).isEqualTo(found);
    }
}
