package dev.berth.hub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTests {

    @ParameterizedTest
    @CsvSource({
        "/,/hub/home",
        "/lab/,/lab/hub/home",
        "/@/space%20word/,/@/space%20word/hub/home",
        "/%40/space%20word/,/@/space%20word/hub/home",
        "/%61bc/,/abc/hub/home",
        "/königin/,/k%C3%B6nigin/hub/home",
    })
    void everyLinkBeginsWithTheBaseUrlInItsOneForm(String base, String home) {
        assertThat(Links.of(base, false).url("/hub/home")).isEqualTo(home);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lab",
                "/lab",
                "lab/",
                "//",
                "/a//b/",
                "/../",
                "/a/./",
                "/a%2fb/",
                "/%zz/",
                "/a%00/",
                "/a\\b/",
                "http://x/"
            })
    void whatIsNoBaseUrlIsRefusedWithTheRemedy(String base) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Links.of(base, false))
                .withMessageContaining("berth.base-url is \"" + base + "\"")
                .withMessageContaining("use a path with a slash at both ends");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,8000,0,false,http://127.0.0.1:8000",
        "hub.example.org,80,0,false,http://hub.example.org",
        "hub.example.org,443,0,true,https://hub.example.org",
        "hub.example.org,8443,443,true,https://hub.example.org",
        "hub.example.org,443,0,false,http://hub.example.org:443",
        "::1,8000,0,false,http://[::1]:8000",
    })
    void theOriginHasAPortWhereItIsNotTheSchemesOwn(
            String host, int port, int publicPort, boolean https, String origin) {
        assertThat(links(host, port, publicPort, https, false).hubOrigin()).isEqualTo(origin);
    }

    @Test
    void usersHaveHostsOfTheirOwnWhereThatIsConfigured() {
        Links shared = links("127.0.0.1", 8000, 0, false, false);
        Links own = links("127.0.0.1", 8000, 0, false, true);
        assertThat(shared.server("/user/ann/", "lab", "ann")).isEqualTo("/user/ann/lab");
        assertThat(own.server("/user/ann/", "lab", "ann")).isEqualTo("http://ann.hub.localhost:8000/user/ann/lab");
        assertThat(own.server("/user/ann/", "lab", null)).isEqualTo("/user/ann/lab");
        assertThat(own.hubOrigin()).isEqualTo("http://hub.localhost:8000");
        assertThat(own.userOrigin("ann")).isEqualTo("http://ann.hub.localhost:8000");
    }

    @Test
    void cookiesAreTiedToTheHostWithHttps() {
        Links plain = Links.of("/lab/", false);
        Links secure = Links.of("/lab/", true);
        assertThat(plain.cookieName("x")).isEqualTo("x");
        assertThat(plain.cookiePath()).isEqualTo("/lab/");
        assertThat(secure.cookieName("x")).isEqualTo("__Host-x");
        assertThat(secure.cookiePath()).isEqualTo("/");
    }

    @Test
    void aCertificateMakesItHttps() {
        Links links = new Links(new PublicProperties(
                "hub.example.org",
                443,
                "/",
                false,
                0,
                new PublicProperties.Hosts(false, "localhost"),
                new PublicProperties.Tls(Path.of("cert.pem"), Path.of("key.pem"))));
        assertThat(links.secure()).isTrue();
        assertThat(links.hubOrigin()).isEqualTo("https://hub.example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Hub.Example.org", "hub..org", "-hub.org", "hub.org:80", "http://hub.org", "hub_x"})
    void whatIsNoDomainIsRefused(String domain) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Links(new PublicProperties(
                        "127.0.0.1",
                        8000,
                        "/",
                        false,
                        0,
                        new PublicProperties.Hosts(true, domain),
                        new PublicProperties.Tls(null, null))))
                .withMessageContaining("berth.hosts.domain is \"" + domain + "\"");
    }

    private static Links links(String host, int port, int publicPort, boolean https, boolean perUser) {
        return new Links(new PublicProperties(
                host,
                port,
                "/",
                https,
                publicPort,
                new PublicProperties.Hosts(perUser, "hub.localhost"),
                new PublicProperties.Tls(null, null)));
    }
}
