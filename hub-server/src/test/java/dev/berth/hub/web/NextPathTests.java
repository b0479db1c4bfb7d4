package dev.berth.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NextPathTests {

    private final NextPath next = new NextPath(Links.of("/base/", false));

    @ParameterizedTest
    @CsvSource({
        "/base/hub/spawn?profile=a%2Fb&x=//y,/base/hub/spawn?profile=a%2Fb&x=//y",
        "/base/user/a%40b/lab,/base/user/a@b/lab",
        "/base/hub/home#fragment,/base/hub/home",
        "/base/,/base/",
        "/base/user/space%20word/,/base/user/space%20word/",
    })
    void pathOfThisSiteIsKept(String wish, String expected) {
        assertThat(next.of(wish)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hub/home",
                "//evil.example",
                "///evil.example",
                "/base//evil.example",
                "\\\\evil.example",
                "/\\evil.example",
                "/base/\\evil.example",
                "https://evil.example",
                "https:/base/",
                "javascript:alert(1)",
                "/\tevil",
                "/base/\t/evil",
                "\t//evil.example",
                " //evil.example",
                "/base/%2f%2fevil.example",
                "/base/%5cevil.example",
                "//user@evil.example",
                "/base@evil.example/x",
                "//evil.example:443/base/",
                "/%2fevil.example",
                "/base/../evil",
                "/base/%2e%2e/evil",
                "/base/\nSet-Cookie:x",
                "/other/",
                "/base/%00",
                "/base/\u00e9",
                "?x=/base/",
                "#/base/",
                "/base/%zz"
            })
    void everythingElseLeadsHome(String wish) {
        assertThat(next.of(wish)).isEqualTo("/base/hub/home");
    }
}
