package dev.berth.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyEnvironmentTests {

    @TempDir
    Path folder;

    @Test
    void aHubAndASecretAreEnough() throws IOException {
        ProxyOptions options = new ProxyEnvironment(good()).read();
        assertThat(options.host()).isEqualTo("127.0.0.1");
        assertThat(options.port()).isEqualTo(8_000);
        assertThat(options.hubs())
                .containsExactly(URI.create("http://127.0.0.1:8081"), URI.create("http://127.0.0.1:8082"));
        assertThat(options.secret().get().value()).isEqualTo("between");
        assertThat(options.name()).isNotEmpty();
        assertThat(options.toString()).doesNotContain("between");
    }

    @Test
    void allProblemsAreToldTogether() {
        ProxyEnvironment environment = new ProxyEnvironment(Map.of(
                "BERTH_HOST", "0.0.0.0",
                "BERTH_PORT", "80x",
                "BERTH_PROXY_HUBS", "ftp://a,http://b",
                "BERTH_TLS_KEY", "/nowhere/key.pem"));
        assertThat(environment.read()).isNull();
        assertThat(environment.problems())
                .anyMatch(each -> each.startsWith("BERTH_PORT=80x (environment): not a number. Use "))
                .anyMatch(each -> each.startsWith("BERTH_PROXY_HUBS=ftp://a (environment): "))
                .anyMatch(each -> each.startsWith("BERTH_PROXY_SECRET_FILE (environment): missing."))
                .anyMatch(each -> each.startsWith("BERTH_TLS_CERTIFICATE (environment): missing."))
                .anyMatch(each -> each.startsWith("BERTH_TLS_KEY=/nowhere/key.pem (environment): "));
    }

    @Test
    void elsewhereThanOnLoopbackItNeedsTlsOrAProxyInFront() throws IOException {
        for (String host : new String[] {"0.0.0.0", "::", "192.0.2.1", "hub.example"}) {
            Map<String, String> open = good();
            open.put("BERTH_HOST", host);
            ProxyEnvironment environment = new ProxyEnvironment(open);
            assertThat(environment.read()).isNull();
            assertThat(environment.problems()).singleElement().asString().contains("BERTH_HOST=" + host, "unencrypted");
            open.put("BERTH_TRUSTED_PROXIES", "10.0.0.0/8");
            assertThat(new ProxyEnvironment(open).read()).isNotNull();
        }
    }

    @Test
    void aVariableThatMeansNothingIsRefusedWithANearName() throws IOException {
        Map<String, String> variables = new HashMap<>(good());
        variables.put("BERTH_PROXY_HUB", "http://127.0.0.1:8081");
        variables.put("BERTH_TEST_IMAGE", "x");
        variables.put("BERTH_HUBS_SERVICE_HOST", "10.0.0.1");
        variables.put("BERTH_HUBS_PORT", "tcp://10.0.0.1:8081");
        ProxyEnvironment environment = new ProxyEnvironment(variables);
        assertThat(environment.read()).isNull();
        assertThat(environment.problems())
                .containsExactly("BERTH_PROXY_HUB (environment): unknown variable. Did you mean BERTH_PROXY_HUBS?"
                        + " Correct or remove it.");
    }

    @Test
    void aVariableThatIsLikeNoneOfTheProxysGetsNoSuggestion() throws IOException {
        Map<String, String> variables = new HashMap<>(good());
        variables.put("BERTH_SIGNIN_SESSION_IDLE", "1h");
        ProxyEnvironment environment = new ProxyEnvironment(variables);
        assertThat(environment.read()).isNull();
        assertThat(environment.problems())
                .containsExactly("BERTH_SIGNIN_SESSION_IDLE (environment): unknown variable. Remove it, or look up its"
                        + " name in docs/howto/proxy-alone.md.");
    }

    private Map<String, String> good() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "between\n");
        return new HashMap<>(Map.of(
                "BERTH_PROXY_HUBS",
                "http://127.0.0.1:8081, http://127.0.0.1:8082",
                "BERTH_PROXY_SECRET_FILE",
                secret.toString()));
    }
}
