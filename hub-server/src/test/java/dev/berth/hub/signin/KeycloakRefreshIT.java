package dev.berth.hub.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.keys.HubKeys;
import dev.berth.hub.keys.KeyRotation;
import dev.berth.hub.server.ServerStarts;
import dev.berth.hub.server.StartResult;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.User;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What changes at a real Keycloak while somebody is signed in. */
class KeycloakRefreshIT extends KeycloakHub {

    @Test
    void aMemberOfTheAdminGroupIsAnAdministratorUntilTheyLeaveIt() {
        hub.admin("root");
        signIn("ben");
        assertThat(user("ben").orElseThrow().admin()).isTrue();
        realm.leave("ben", "hub-admins");
        askNow();
        awaitThat(
                "ben is no administrator any more",
                () -> !user("ben").orElseThrow().admin());
        assertThat(browser.get(HOME).statusCode()).isEqualTo(200);
        assertThat(groupsOf(user("ben").orElseThrow())).containsExactly("staff");
    }

    @Test
    void aGroupThatSomebodyLeavesAtKeycloakIsLeftHereAndOneGivenByHandStays() {
        realm.join("ann", "guests");
        signIn("ann");
        User ann = user("ann").orElseThrow();
        hub.bean(Groups.class).create("by-hand", dev.berth.hub.audit.Actor.policy("test"));
        hub.bean(Groups.class)
                .change(
                        "by-hand",
                        java.util.Set.of(ann.name()),
                        java.util.Set.of(),
                        dev.berth.hub.audit.Actor.policy("test"));
        assertThat(groupsOf(ann)).containsExactly("by-hand", "guests", "staff");
        realm.leave("ann", "guests");
        askNow();
        awaitThat("ann left guests", () -> groupsOf(ann).equals(List.of("by-hand", "staff")));
    }

    @Test
    void whoLosesTheAllowedGroupLosesTheSession() {
        signIn("ann");
        realm.leave("ann", "staff");
        askNow();
        awaitThat("the session is over", () -> browser.get(HOME).statusCode() != 200);
    }

    @Test
    void whoIsDisabledAtKeycloakLosesTheSessionAndStartsNothing() {
        signIn("ann");
        User ann = user("ann").orElseThrow();
        realm.setEnabled("ann", false);
        assertThat(hub.bean(ServerStarts.class).start(ann, "", "", "ann"))
                .containsInstanceOf(StartResult.NotHere.class);
        assertThat(browser.get(HOME).statusCode()).isNotEqualTo(200);
        // A token does not help either, although no session is left with which Keycloak could be asked.
        assertThat(hub.api("ann").post("/hub/api/users/ann/server", "{}").status())
                .isEqualTo(403);
        realm.setEnabled("ann", true);
        signIn("ann");
        assertThat(hub.bean(ServerStarts.class).start(ann, "", "", "ann"))
                .isPresent()
                .get()
                .isNotInstanceOf(StartResult.NotHere.class);
    }

    @Test
    void whatIsKeptOfKeycloakIsUnreadableInTheDatabaseAndSurvivesARotationOfKeys() throws Exception {
        signIn("ann");
        byte[] kept = memory();
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("eyJ", "refresh");
        hub.bean(KeyRotation.class).rotate(Duration.ofDays(1), "test");
        hub.bean(HubKeys.class).forget();
        askNow();
        awaitThat("it is asked about and sealed anew", () -> !Arrays.equals(memory(), kept));
        assertThat(browser.get(HOME).statusCode()).isEqualTo(200);
    }

    private static byte[] memory() {
        return hub.jdbc()
                .sql("select memory from session_identities order by session desc limit 1")
                .query((row, number) -> row.getBytes(1))
                .single();
    }
}
