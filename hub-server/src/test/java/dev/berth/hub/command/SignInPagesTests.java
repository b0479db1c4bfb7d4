package dev.berth.hub.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The configuration on each page about signing in, verbatim, and variants that are rejected. */
class SignInPagesTests {

    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    /** Credentials in a folder, as systemd provides them. */
    @BeforeEach
    void credentials() throws IOException, GeneralSecurityException {
        for (String name : List.of("campus", "company", "github", "google", "forge")) {
            Files.writeString(folder.resolve(name + ".secret"), "secret\n");
        }
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(keys.generateKeyPair().getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        Files.writeString(
                folder.resolve("google-groups.json"),
                JsonMapper.shared().writeValueAsString(Map.of("client_email", "a@b.example", "private_key", pem)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"keycloak", "oidc", "github", "google", "oauth2"})
    void theConfigurationOfAPageCanBeUsedAsItStands(String page) throws IOException {
        assertThat(check(yaml(page))).startsWith("The configuration can be used.");
    }

    @Test
    void aMisspeltKeyLetsNobodyInAndStopsTheStart() throws IOException {
        assertThat(check(yaml("github").replace("organizations:", "organisations:")))
                .contains("berth.auth.oauth2.github.github.organisations")
                .contains("Did you mean berth.auth.oauth2.github.github.organizations?");
        assertThat(check(yaml("google").replace("hosted-domains:", "hosted-domain:")))
                .contains("berth.auth.oauth2.google.google.hosted-domain");
        assertThat(check(yaml("keycloak").replace("allowed-groups:", "allow-groups:")))
                .contains("berth.signin.providers.campus.allow-groups");
    }

    @Test
    void whatWouldKeepNobodyOutIsRefused() throws IOException {
        assertThat(check(yaml("keycloak")
                        .replace("kind: keycloak", "kind: keycloak\n        google: {hosted-domains: [a.example]}")))
                .contains("berth.auth.oauth2.campus.google.hosted-domains applies only to the kind google");
        assertThat(check(yaml("google")
                        .replace("hosted-domains: [company.example]", "hosted-domains: [\"*.company.example\"]")))
                .contains("must be a complete domain in lower case, not a pattern");
        assertThat(check(yaml("github").replace("label: GitHub", "scopes: [user]")))
                .contains("does not include read:org");
    }

    @Test
    void allThatIsMissingOrUnsafeIsToldAtOnce() throws IOException {
        String answer = check(yaml("oidc")
                .replace("issuer: https://login", "issuer: http://login")
                .replace("client-id: berth", "client-id: \"\"")
                .replace("company.secret", "no-such.secret")
                .replace("username: email", "username-expression: claims.email +")
                .replace("proxy: http://proxy.company.example:3128", "proxy: socks5://proxy.company.example"));
        assertThat(answer)
                .startsWith("5 problems")
                .contains("berth.auth.oauth2.company.issuer is \"http://login.company.example\". Use an https address")
                .contains("berth.auth.oauth2.company.client-id is missing")
                .contains("no-such.secret, which is not a file that the hub can read")
                .contains(
                        "berth.auth.oauth2.company.claims.username-expression is not a valid CEL expression on claims")
                .contains("berth.auth.oauth2.company.connection.proxy");
    }

    private String check(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("berth.yaml"), yaml);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        var _ = Commands.run(
                new String[] {
                    "check",
                    "--berth.home=" + folder.resolve("home"),
                    "--BERTH_CONFIG=" + file,
                    "--CREDENTIALS_DIRECTORY=" + folder
                },
                stream,
                stream);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String yaml(String page) throws IOException {
        Matcher block = YAML.matcher(Files.readString(Path.of("..", "docs", "howto", "sign-in-" + page + ".md")));
        assertThat(block.find()).as("a configuration on the page about " + page).isTrue();
        return block.group(1);
    }
}
