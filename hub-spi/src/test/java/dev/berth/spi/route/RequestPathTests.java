package dev.berth.spi.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTests {

    @ParameterizedTest
    @CsvSource({
        "/user/ann/lab,/user/ann/lab,true",
        "/user/ann/lab/,/user/ann/lab/,true",
        "/user/%61nn/a%40b,/user/ann/a@b,true",
        "/user/ann/sub%2Fa,/user/ann/,false",
        "/user/ann/sub%2Fa/x,/user/ann/,false",
        "/user/ann//x,/user/ann/,false",
        "/user/ann//,/user/ann/,false",
        "/user/ann/files/%E9.txt,/user/ann/files/,false",
        "/user/ann/files/a%0Ab,/user/ann/files/,false",
        "/user/ann%2Fx,/user/,false",
        "/user//ann/x,/user/,false",
        "//user/ann,/,false",
        "//,/,false",
        "/,/,true",
    })
    void theBeginningThatCanBeReadInOneWayDecides(String raw, String decisive, boolean whole) {
        RequestPath path = RequestPath.of(raw);
        assertThat(path.decisive()).isEqualTo(decisive);
        assertThat(path.isWhole()).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource({
        "/user/%61nn/a;v=1/%61,/user/ann/,/user/ann/a;v=1/%61",
        "/user/ann/sub%2Fa,/user/ann/,/user/ann/sub%2Fa",
        "/user/ann//x,/user/ann/,/user/ann//x",
        "/user/%61nn,/user/ann/,/user/ann",
        "/user/%61nn/,/user/ann/,/user/ann/",
        "/%62/user/ann/%62,/b/,/b/user/ann/%62",
        "/user/ann/x,/,/user/ann/x",
    })
    void whatIsBehindThePrefixGoesOnByteForByte(String raw, String prefix, String sent) {
        assertThat(RequestPath.of(raw).behind(prefix)).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "user/ann",
                "/a b",
                "/a\\b",
                "/a?b",
                "/a#b",
                "/é",
                "/a\tb",
                "/%",
                "/%4",
                "/%zz",
                "/%u002e",
                "/a%00",
                "/.",
                "/..",
                "/a/./b",
                "/a/../b",
                "/a/%2e%2e/b",
                "/a/.%2E/b",
                "/a/..%2fb",
                "/a/x%2f..%2fb",
                "/a/x%2F%2E%2E",
                "/a/..%5cb",
                "/a/%5c..%5cb",
                "/a/..;/b",
                "/a/..;v=1/b",
                "/a/%2e%2e%3b/b",
                "/a/..%20/b",
                "/a/%252e%252e/b",
                "/a/x%252f..%252fb",
                "/a/%25252e%25252e%25252fb",
                "/a/%c0%ae%c0%ae/b",
                "/a/..%c0%afb",
                "/a/%e0%80%ae%e0%80%ae/b",
                "/a/%f0%80%80%ae./b",
                "/%25252525252e"
            })
    void whatAnyDecoderCouldTakeForAWayUpIsRefused(String raw) {
        assertThat(RequestPath.of(raw)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.ssh",
                "/...",
                "/a..b",
                "/..a",
                "/a/100%25.txt",
                "/a/100%2525",
                "/a/%2F..a",
                "/a;..",
                "/a/%E2%80%A6",
                "/a/%C0.txt",
                "/a/b%3B.",
            })
    void namesWithDotsAreNames(String raw) {
        assertThat(RequestPath.of(raw)).isNotNull();
    }

    @Test
    void aPathThatIsTooLongIsRefused() {
        assertThat(RequestPath.of("/" + "x".repeat(CanonicalPath.MAX_LENGTH - 1)))
                .isNotNull();
        assertThat(RequestPath.of("/" + "x".repeat(CanonicalPath.MAX_LENGTH))).isNull();
        assertThat(RequestPath.of("/%" + "25".repeat(2_000) + "2e")).isNull();
    }
}
