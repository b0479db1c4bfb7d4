package dev.berth.hub.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code berth check} says about services. */
class ServiceCommandCheckTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            url: https://grades.example.org                | has the url "https://grades.example.org", which must be
            command: [python3], user: nobody               | Use the complete path of a program
            command: [/bin/true], user: no-such-account    | but this machine has no such account. Create it with:
            command: [/bin/true], user: root               | which is root. Use another account
            command: [/bin/true], user: nobody, cwd: var   | has the cwd "var". Use an absolute path
            oauth-no-confirm: true                         | has neither api-token-file nor api-token
            oauth-client-id: grades, command: [/bin/true], user: nobody | it must be service- followed by
            oauth-redirect-uri: //evil.example, command: [/bin/true], user: nobody | Use a complete address
            url: http://127.0.0.1:5, oauth-client-allowed-scopes: [no-such-scope], user: nobody | which does not exist
            url: http://10.0.0.1:5, user: no-such-account  | but this machine has no such account
            """)
    void whatCannotWorkIsToldWithItsRemedy(String keys, String problem) throws IOException {
        assertThat(check(keys, "local"))
                .contains(
                        "1 problem in the configuration", "berth.yaml:4: berth.access.services: \"grades\" ", problem);
    }

    @Test
    void hubsOnKubernetesStartNoPrograms() throws IOException {
        assertThat(check("command: [/bin/true], user: nobody", "kubernetes"))
                .contains("Deploy it in the cluster, set url to the address of its Service, and remove command");
    }

    @Test
    void aPortOfThisMachineThatAnybodyCouldTakeIsAWarning() throws IOException {
        assertThat(check("url: http://127.0.0.1:10101", "local"))
                .contains("The configuration can be used", "Set user to the account under which it runs");
        assertThat(check("url: http://127.0.0.1:10101, user: nobody", "local"))
                .doesNotContain("Set user to the account");
        assertThat(check("url: http://10.0.0.1:10101", "local")).doesNotContain("Set user to the account");
    }

    private String check(String keys, String spawner) throws IOException {
        Path file = Files.writeString(folder.resolve("berth.yaml"), """
                berth:
                  spawner.type: %s
                  access.services:
                  - {name: grades, %s}
                """.formatted(spawner, keys));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        var _ = CommandRuns.status(
                List.of("check", "--berth.home=" + folder, "--BERTH_CONFIG=" + file), stream, stream);
        return out.toString(StandardCharsets.UTF_8);
    }
}
