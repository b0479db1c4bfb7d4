package dev.berth.hub.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Servers as OAuth clients: no two have the same id. */
class OAuthClientIdTests {

    @Test
    void theUsualIdsAreJupyterHubs() {
        assertThat(new OAuthClientId("ann", "").text()).isEqualTo("jupyterhub-user-ann");
        assertThat(new OAuthClientId("ann", "gpu-2").text()).isEqualTo("jupyterhub-user-ann-gpu-2");
    }

    @Test
    void aHyphenInAUsernameIsNoNamedServer() {
        OAuthClientId one = new OAuthClientId("ann-b", "");
        assertThat(one.text()).isNotEqualTo(new OAuthClientId("ann", "b").text());
        assertThat(OAuthClientId.parse(one.text())).contains(one);
    }

    @Test
    void everyNameComesBackAsItWasAndFitsACookie() {
        for (String user : new String[] {"ann", "a@b.org", "王", "a b", "x-", "-", "a%2D", "ü+"}) {
            for (String server : new String[] {"", "s", "a-b", "实验", "x y"}) {
                OAuthClientId id = new OAuthClientId(user, server);
                assertThat(OAuthClientId.parse(id.text())).contains(id);
                assertThat(id.text()).matches("[A-Za-z0-9._~%-]+");
            }
        }
    }

    @Test
    void anotherSpellingOfAnIdIsNone() {
        for (String text : new String[] {
            "", "ann", "jupyterhub-user-%61nn", "jupyterhub-user-ann-", "jupyterhub-user-a%2d", "jupyterhub-user-%zz"
        }) {
            assertThat(OAuthClientId.parse(text)).as(text).isEmpty();
        }
        assertThat(OAuthClientId.parse("jupyterhub-user-" + "a".repeat(3_000))).isEmpty();
    }
}
