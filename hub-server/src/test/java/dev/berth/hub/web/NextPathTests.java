package dev.berth.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class NextPathTests {

    private final NextPath next = new NextPath(Links.of("/base/", false));

    @ParameterizedTest
    @CsvSource({
        "/base/hub/spawn?profile=a%2Fb&x=//y,/base/hub/spawn?profile=a%2Fb&x=//y",
        "/base/user/a%40b/lab,/base/user/a@b/lab",
        "/base/hub/home#fragment,/base/hub/home#fragment",
        "/base/,/base/",
        "/base/user/space%20word/,/base/user/space%20word/",
        "/base/hub/h%6Fme,/base/hub/home",
        "'/base/hub/home?a=[1]{2}|3^4`5\\6','/base/hub/home?a=[1]{2}|3^4`5\\6'",
    })
    void pathOfThisSiteIsKept(String wish, String expected) {
        assertThat(of(wish)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/base/user/ann/lab/tree/sub%2Fa.ipynb?reset=1#Plot",
                "/base/user/ann/api/contents/a;v=1",
                "/base/user/ann/files//double",
                "/base/user/ann/a%5Cb",
                "/base/hub/user-redirect/git-pull?repo=https%3A%2F%2Fgithub.com%2Fa%2Fb&urlpath=lab/tree/x%2Fy.ipynb",
                "/base/user-redirect/lab/tree/a%2Fb",
                "/base/hub/user/ann/lab?x=%00",
            })
    void whatBelongsToAServerIsKeptByteForByte(String wish) {
        assertThat(of(wish)).isEqualTo(wish);
    }

    @ParameterizedTest
    @CsvSource({
        "/base/user/ann/My Notebook.ipynb,/base/user/ann/My%20Notebook.ipynb",
        "/base/user/ann/\u00e9?q=\u00e9#\u00e9,/base/user/ann/%C3%A9?q=%C3%A9#%C3%A9",
    })
    void whatSomebodyTypedIsEscapedAsABrowserDoes(String wish, String expected) {
        assertThat(of(wish)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "http://hub.example/base/user/ann/lab?x=1#y,/base/user/ann/lab?x=1#y",
        "https://HUB.example/base/hub/home,/base/hub/home",
        "http://hub.example:80/base/,/base/",
        "https://hub.example:443/base/,/base/",
    })
    void ofAnAddressOfThisVeryHostThePathIsTaken(String wish, String expected) {
        assertThat(of(wish)).isEqualTo(expected);
    }

    @Test
    void ofAnAddressOnAUsersHostThePathIsTaken() {
        Links links = LinksTests.links("127.0.0.1", 8000, 0, false, true);
        NextPath perUser = new NextPath(links);
        MockHttpServletRequest request = new MockHttpServletRequest();
        assertThat(perUser.of("http://ann.hub.localhost:8000/user/ann/lab?x", request))
                .isEqualTo("/user/ann/lab?x");
        assertThat(perUser.of("http://hub.localhost:8000/user/ann/lab", request))
                .isEqualTo("/user/ann/lab");
        for (String other : new String[] {
            "http://ann.hub.localhost.evil.example:8000/user/ann/lab",
            "http://evil.example/.hub.localhost:8000/user/ann/lab",
            "http://ann.hub.localhost:9000/user/ann/lab",
            "http://.hub.localhost:8000/user/ann/lab"
        }) {
            assertThat(perUser.of(other, request)).as(other).isEqualTo("/hub/");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8000@evil.example/",
                "http://127.0.0.1@evil.example/",
                "http://127.0.0.1:80001/"
            })
    void anAddressOfAnotherHostIsRefusedEvenIfItBeginsLikeThisOne(String wish) {
        NextPath atTheRoot = new NextPath(LinksTests.links("127.0.0.1", 8000, 0, false, false));
        assertThat(atTheRoot.of(wish, new MockHttpServletRequest())).isEqualTo("/hub/");
        assertThat(atTheRoot.of("http://127.0.0.1:8000/user/ann/lab", new MockHttpServletRequest()))
                .isEqualTo("/user/ann/lab");
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
                "/base/user/ann/\\..\\evil",
                "https://evil.example",
                "https://evil.example/base/",
                "http://hub.example.evil.example/base/",
                "http://hub.example@evil.example/base/",
                "http://hub.example:80@evil.example/base/",
                "http://me@hub.example/base/",
                "http://hub.example\\@evil.example/base/",
                "http://hub.example:8080/base/",
                "http://hub.example//evil.example",
                "http://hub.example/\\evil.example",
                "http://hub.example/other/",
                "http:/hub.example/base/",
                "http:hub.example/base/",
                "//hub.example/base/",
                "ftp://hub.example/base/",
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
                "/%5Cevil.example",
                "/base/../evil",
                "/base/%2e%2e/evil",
                "/base/user/ann/../../..//evil.example",
                "/base/user/ann/%2e%2e/bob/",
                "/base/user/ann/..%2F..%2Fbob/",
                "/base/user//evil.example",
                "/base/\nSet-Cookie:x",
                "/base/?x=\r\nSet-Cookie:x",
                "/base/#\r\nSet-Cookie:x",
                "/other/",
                "/base/%00",
                "/base/user/ann/%00",
                "?x=/base/",
                "#/base/",
                "/base/%zz",
                "/base/hub/logout",
                "/base/hub/logout?x",
                "/base/hub/%6Cogout"
            })
    void everythingElseLeadsToTheRootPage(String wish) {
        assertThat(of(wish)).isEqualTo("/base/hub/");
        assertThat(next.of(wish, request(), "/base/there")).isEqualTo("/base/there");
    }

    @Test
    void aWishWithoutEndIsNotTaken() {
        assertThat(of("/base/hub/home?" + "x".repeat(5_000))).isEqualTo("/base/hub/");
    }

    private String of(String wish) {
        return next.of(wish, request());
    }

    private static MockHttpServletRequest request() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("X-Forwarded-Host", "hub.example");
        request.addHeader("X-Forwarded-Port", "80");
        return request;
    }
}
