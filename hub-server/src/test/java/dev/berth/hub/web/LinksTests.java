package dev.berth.hub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

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
                .withMessageContaining("Use a path with a slash at both ends");
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
                null,
                false,
                0,
                "",
                new PublicProperties.Hosts(false, "localhost"),
                new PublicProperties.Tls(Path.of("cert.pem"), Path.of("key.pem"))));
        assertThat(links.secure()).isTrue();
        assertThat(links.hubOrigin()).isEqualTo("https://hub.example.org");
    }

    @ParameterizedTest
    @CsvSource({
        "https://hub.example.org/,https://hub.example.org,true,443",
        "https://Hub.Example.org,https://hub.example.org,true,443",
        "https://hub.example.org:8443/,https://hub.example.org:8443,true,8443",
        "http://10.0.0.7/,http://10.0.0.7,false,80",
        "http://[fd00::7]:8000/,http://[fd00::7]:8000,false,8000",
    })
    void thePublicUrlDecidesHostPortAndScheme(String url, String origin, boolean secure, int port) {
        Links links = published(url, "/", false, 0, false);
        assertThat(links.hubOrigin()).isEqualTo(origin);
        assertThat(links.secure()).isEqualTo(secure);
        assertThat(links.publicPort()).isEqualTo(port);
        assertThat(links.originOf(request("http", "attacker.example", "80"))).isEqualTo(origin);
    }

    @ParameterizedTest
    @CsvSource({
        "hub.example.org,/,false,0,false,use scheme",
        "ftp://hub.example.org/,/,false,0,false,use scheme",
        "https:///,/,false,0,false,use scheme",
        "https://hub example/,/,false,0,false,it is not a valid URL",
        "https://me@hub.example.org/,/,false,0,false,use scheme",
        "https://hub.example.org/?x,/,false,0,false,use scheme",
        "https://hub.example.org/lab/,/,false,0,false,its path is /lab/ and berth.base-url is /",
        "https://hub.example.org/,/lab/,false,0,false,its path is / and berth.base-url is /lab/",
        "http://hub.example.org/,/,true,0,false,berth.https is true",
        "https://hub.example.org/,/,true,8443,false,berth.public-port is 8443",
        "https://other.example.org/,/,true,0,true,berth.hosts.domain is hub.localhost",
    })
    void aPublicUrlThatIsNoneOrContradictsOtherKeysIsRefused(
            String url, String base, boolean https, int port, boolean perUser, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> published(url, base, https, port, perUser))
                .withMessageContaining("berth.public-url is \"" + url + "\"")
                .withMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource({
        "http,lab.example.org:8000,8000,false,0,http://lab.example.org:8000",
        "https,lab.example.org,443,false,0,https://lab.example.org",
        "https,lab.example.org,8443,false,0,https://lab.example.org:8443",
        "http,lab.example.org,80,true,0,https://lab.example.org",
        "http,lab.example.org,80,true,8443,https://lab.example.org:8443",
        "http,[fd00::7]:8000,8000,false,0,http://[fd00::7]:8000",
    })
    void withoutOneALinkToPassOnHasTheAddressByWhichTheRequestCame(
            String scheme, String authority, String port, boolean https, int publicPort, String origin) {
        Links links = links("127.0.0.1", 8000, publicPort, https, false);
        assertThat(links.originOf(request(scheme, authority, port))).isEqualTo(origin);
        assertThat(links.originOf(new MockHttpServletRequest())).isEqualTo(links.hubOrigin());
    }

    private static Links published(String url, String base, boolean https, int port, boolean perUser) {
        return new Links(new PublicProperties(
                "127.0.0.1",
                8000,
                base,
                url,
                https,
                port,
                "",
                new PublicProperties.Hosts(perUser, "hub.localhost"),
                new PublicProperties.Tls(null, null)));
    }

    /** A request as it arrives through the hub's own proxy. */
    private static MockHttpServletRequest request(String scheme, String authority, String port) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setScheme(scheme);
        request.addHeader("X-Forwarded-Host", authority);
        request.addHeader("X-Forwarded-Port", port);
        return request;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hub/home",
                "//evil.example",
                "https://evil.example/",
                "/hub/",
                "/hub",
                "/",
                "/hub/x y",
                "/\\evil"
            })
    void aDefaultUrlThatIsNoPageIsRefused(String page) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> landing(page))
                .withMessageContaining("berth.default-url is \"" + page + "\"");
    }

    @Test
    void aDefaultUrlLiesBelowTheBaseUrl() {
        assertThat(landing("/hub/home?tab=2").defaultUrl()).contains("/lab/hub/home?tab=2");
        assertThat(landing("").defaultUrl()).isEmpty();
    }

    private static Links landing(String page) {
        return new Links(new PublicProperties(
                "127.0.0.1",
                8000,
                "/lab/",
                null,
                false,
                0,
                page,
                new PublicProperties.Hosts(false, "localhost"),
                new PublicProperties.Tls(null, null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Hub.Example.org", "hub..org", "-hub.org", "hub.org:80", "http://hub.org", "hub_x"})
    void whatIsNoDomainIsRefused(String domain) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Links(new PublicProperties(
                        "127.0.0.1",
                        8000,
                        "/",
                        null,
                        false,
                        0,
                        "",
                        new PublicProperties.Hosts(true, domain),
                        new PublicProperties.Tls(null, null))))
                .withMessageContaining("berth.hosts.domain is \"" + domain + "\"");
    }

    static Links links(String host, int port, int publicPort, boolean https, boolean perUser) {
        return new Links(new PublicProperties(
                host,
                port,
                "/",
                null,
                https,
                publicPort,
                "",
                new PublicProperties.Hosts(perUser, "hub.localhost"),
                new PublicProperties.Tls(null, null)));
    }
}
