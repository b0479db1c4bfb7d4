package dev.berth.hub.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabasePropertiesTests {

    private static DatabaseProperties external(String url, String user, Path file, String owner, Path ownerFile) {
        return new DatabaseProperties(
                url,
                user,
                file,
                new DatabaseProperties.Owner(owner, ownerFile),
                "berth_audit",
                16,
                Duration.ofSeconds(10),
                Duration.ofMinutes(2));
    }

    @Test
    void problemsOfAnExternalDatabaseAreToldTogether(@TempDir Path folder) {
        BerthHome home = BerthHome.open(folder.toString());
        assertThatThrownBy(() ->
                        Database.open(external("postgres://x", null, Path.of("/no/such"), "Bad Role", null), home))
                .isInstanceOf(DatabaseStartException.class)
                .hasMessageContainingAll(
                        "berth.database.url is \"postgres://x\"",
                        "berth.database.username is null",
                        "/no/such",
                        "berth.database.owner.username is Bad Role");
    }

    @Test
    void hubAndOwnerMustNotBeOneRole(@TempDir Path folder) {
        BerthHome home = BerthHome.open(folder.toString());
        assertThatThrownBy(() -> Database.open(external("jdbc:postgresql://h/d", "berth", null, "berth", null), home))
                .hasMessageContaining("must differ");
    }

    @Test
    void loginsDoNotShowTheirPassword() {
        assertThat(DatabaseLogin.local(Path.of("/x/socket"), "berth", "role", "hidden-word")
                        .toString())
                .doesNotContain("hidden-word");
    }
}
