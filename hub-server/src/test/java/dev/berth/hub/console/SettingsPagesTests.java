package dev.berth.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.SharedHub;
import org.junit.jupiter.api.Test;

/** The configuration in the console: keys, roles and services. */
class SettingsPagesTests extends ConsolePages {

    @Test
    void aKeyIsFoundByAPartOfItsNameAndOfItsDescription() {
        assertThat(page(admin, "/hub/admin/configuration?q=NAMED-limit"))
                .contains("<code>berth.servers.named-limit</code>", "<code>2</code>")
                .doesNotContain("<code>berth.servers.poll</code>");
        assertThat(page(admin, "/hub/admin/configuration?q=no-such-key")).doesNotContain("<code>berth.");
        assertThat(page(admin, "/hub/admin/configuration?q=" + "x".repeat(3_000)))
                .doesNotContain("<code>berth.");
    }

    @Test
    void onlyWhatIsSetIsShownOnRequest() {
        assertThat(page(admin, "/hub/admin/configuration?set=true"))
                .contains("<code>berth.servers.named-limit</code>")
                .doesNotContain("<code>berth.servers.active-limit</code>");
        assertThat(page(admin, "/hub/admin/configuration")).contains("<code>berth.servers.active-limit</code>");
    }

    @Test
    void noSecretOfAServiceIsOnAPage() {
        for (String path : new String[] {"/configuration", "/configuration?set=true", "/services", "/roles"}) {
            assertThat(page(admin, "/hub/admin" + path))
                    .as(path)
                    .doesNotContain(SharedHub.CULLER_TOKEN, SharedHub.BACKSTAGE_TOKEN);
        }
    }

    @Test
    void aServiceIsShownWithItsRoleAndItsTextsAreEscaped() {
        assertThat(page(admin, "/hub/admin/services"))
                .contains("Idle &lt;b&gt;culler&lt;/b&gt;", "&lt;b&gt;the lab&lt;/b&gt;", "culling")
                .doesNotContain("<b>");
        assertThat(page(admin, "/hub/admin/roles")).contains("culling", "access:servers!group=culled");
    }
}
