package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.OperatingSystem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A hub that cannot start with its configuration reports what is wrong, where, and how to fix it, without a stack trace. */
class BadConfigurationIT {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            berth.base-ulr           | /x/            | berth.base-url
            berth.base-url           | no-slashes     | berth.base-url
            berth.servers.lease      | 1s             | at least 2s
            berth.users.uid-to       | abc            | berth.users.uid-to
            berth.host               | 0.0.0.0        | TLS
            berth.signin.admin       | ../root        | berth.signin.admin
            berth.hosts.per-user     | perhaps        | per-user
            berth.database.pool-size | 1              | berth.database.pool-size
            """)
    void aKeyOrValueThatCannotBe(String key, String value, String told) {
        try (Installation installation = new Installation("config").set(key, value);
                Hub hub = installation.start("hub", Map.of())) {
            assertRefused(hub, told);
        }
    }

    @Test
    void allUnknownKeysAreToldAtOnce() {
        try (Installation installation =
                        new Installation("config").set("berth.nonsense", "1").set("berth.proxy.gracee", "1h");
                Hub hub = installation.start("hub", Map.of())) {
            assertRefused(hub, "berth.nonsense");
            assertThat(hub.process().output()).contains("berth.proxy.gracee", "berth.proxy.grace", "e2e.yaml");
        }
    }

    @Test
    void aConfigurationThatCannotBeRead() throws IOException {
        Path broken = Files.createTempFile(Path.of("/var/tmp"), "berth-", ".yaml");
        try (Installation installation = new Installation("config")) {
            String missing = "/var/tmp/berth-there-is-no-such.yaml";
            try (Hub hub = installation.start("hub", Map.of("BERTH_CONFIG", missing))) {
                assertRefused(hub, missing);
            }
            Files.writeString(broken, "berth: [unclosed\n\tx: {");
            try (Hub hub = installation.start("hub", Map.of("BERTH_CONFIG", broken.toString()))) {
                assertRefused(hub, broken.toString());
            }
            try (Hub hub = installation.start("hub", Map.of("BERTH_CONFIG", "/var/tmp"))) {
                assertRefused(hub, "BERTH_CONFIG");
            }
        } finally {
            Files.delete(broken);
        }
    }

    @Test
    void aPortThatIsTaken() throws IOException {
        try (Installation installation = new Installation("config");
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            int free = OperatingSystem.freePort();
            try (Hub hub = installation.start("hub", port, free, Map.of())) {
                assertRefused(hub, Integer.toString(port));
            }
            try (Hub hub = installation.start("hub", free, port, Map.of())) {
                assertRefused(hub, Integer.toString(port));
            }
        }
    }

    private static void assertRefused(Hub hub, String told) {
        assertThat(hub.process().awaitEnd()).as("exit status").isNotZero();
        assertThat(hub.process().output())
                .contains(told)
                .doesNotContain("Berth is ready")
                .doesNotContain("\tat org.springframework");
    }
}
