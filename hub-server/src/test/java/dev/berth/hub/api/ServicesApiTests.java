package dev.berth.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.access.Callers;
import dev.berth.hub.access.Credential;
import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.entry.EntryDecision;
import dev.berth.hub.entry.EntryPolicy;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.user.Groups;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Declared services: how they are shown, and what they can do with their own tokens (contract, sections 2.1 and 2.7). */
class ServicesApiTests {

    private static final HubUnderTest HUB = SharedHub.HUB;
    private static final ApiClient CULLER = new ApiClient(HUB.port(), SharedHub.CULLER_TOKEN);
    private static final ApiClient BACKSTAGE = new ApiClient(HUB.port(), SharedHub.BACKSTAGE_TOKEN);

    @Test
    void aServiceIsToldWhatItIs() {
        JsonNode me = CULLER.get("/hub/api/user").ok(200).json();
        assertThat(me.path("kind").asString()).isEqualTo("service");
        assertThat(me.path("name").asString()).isEqualTo("culler");
        assertThat(me.path("scopes").valueStream().map(JsonNode::asString).toList())
                .contains("list:users", "delete:servers", "read:services:name!service=culler")
                .doesNotContain("self", "admin:users");
    }

    @Test
    void anAdministratorSeesServicesWhole() {
        HUB.admin("services-admin");
        JsonNode all =
                HUB.api("services-admin").get("/hub/api/services").ok(200).json();
        assertThat(all.propertyNames()).startsWith("culler", "backstage");
        JsonNode culler = all.path("culler");
        assertThat(culler.propertyNames())
                .containsExactly(
                        "kind", "name", "admin", "roles", "url", "prefix", "command", "pid", "info", "display");
        assertThat(culler.path("roles").path(0).asString()).isEqualTo("culling");
        assertThat(culler.path("url").asString()).isEqualTo("http://127.0.0.1:9");
        assertThat(culler.path("prefix").asString()).isEqualTo("/services/culler/");
        assertThat(culler.path("info").path("owner").asString()).isEqualTo("<b>the lab</b>");
        assertThat(all.toString()).doesNotContain(SharedHub.CULLER_TOKEN, SharedHub.BACKSTAGE_TOKEN);
    }

    @Test
    void othersSeeNone() {
        HUB.user("services-user");
        HUB.api("services-user").get("/hub/api/services").refused(403);
        HUB.api("services-user").get("/hub/api/services/culler").refused(403);
        CULLER.get("/hub/api/services/backstage").refused(404);
        assertThat(CULLER.get("/hub/api/services/culler").ok(200).json().propertyNames())
                .containsExactly("kind", "name", "admin");
    }

    @Test
    void theConfigurationAloneChangesWhatItDeclares() {
        BACKSTAGE.post("/hub/api/services/culler", "{}").refused(409);
        BACKSTAGE.delete("/hub/api/services/culler").refused(405);
        BACKSTAGE.delete("/hub/api/services/another").refused(404);
    }

    @Test
    void aServiceDoesWhatItsRoleSaysAndIsNamedInTheAuditLog() {
        String name = SharedHub.ready("culled");
        CULLER.get("/hub/api/users?limit=1").ok(200);
        CULLER.post("/hub/api/users/" + name + "/tokens", "{}").refused(403);
        CULLER.delete("/hub/api/users/" + name + "/server");
        HUB.await(name, ServerState.STOPPED);
        assertThat(HUB.jdbc()
                        .sql("SELECT actor_kind || ' ' || actor_name FROM audit_events"
                                + " WHERE action = 'SERVER_STOP_WANTED' AND target_name LIKE ?")
                        .param(name + "%")
                        .query(String.class)
                        .list())
                .containsExactly("SERVICE culler");
    }

    @Test
    void itComesIntoServersByARoleOfItsOwnAlone() {
        String inside = SharedHub.ready("visited");
        String outside = SharedHub.ready("unvisited");
        HUB.bean(Groups.class).create("culled", Actor.policy("test"));
        HUB.bean(Groups.class).change("culled", Set.of(HUB.user(inside).name()), Set.of(), Actor.policy("test"));
        assertThat(door(SharedHub.CULLER_TOKEN, inside)).isEqualTo(EntryDecision.ALLOWED);
        assertThat(door(SharedHub.CULLER_TOKEN, outside)).isEqualTo(EntryDecision.DENIED);
        // An administrator would have to give a reason, which a service cannot.
        assertThat(door(SharedHub.BACKSTAGE_TOKEN, inside)).isEqualTo(EntryDecision.DENIED);
        BACKSTAGE
                .post("/hub/api/berth/users/" + inside + "/server-access", "{\"reason\": \"because\"}")
                .refused(404);
    }

    @Test
    void aUserOfTheSameNameIsSomebodyElse() {
        String namesake = "backstage";
        HUB.startServer(namesake, "");
        HUB.await(namesake, ServerState.READY);
        assertThat(door(SharedHub.BACKSTAGE_TOKEN, namesake)).isEqualTo(EntryDecision.DENIED);
    }

    @Test
    void pagesAreForPersons() {
        for (String page : new String[] {"/hub/home", "/hub/admin", "/hub/token", "/hub/admin/services"}) {
            assertThat(BACKSTAGE.get(page).status()).isEqualTo(403);
        }
    }

    @Test
    void anAdministratorsServiceInvites() {
        String name = SharedHub.name("invited");
        HUB.user(name);
        assertThat(BACKSTAGE
                        .post("/hub/api/berth/users/" + name + "/invitation", "{}")
                        .status())
                .isLessThan(300);
    }

    private static EntryDecision door(String token, String owner) {
        return HUB.bean(Callers.class)
                .find(Credential.Kind.TOKEN, CredentialHash.sha256(token))
                .map(caller -> HUB.bean(EntryPolicy.class).of(caller, owner, ""))
                .orElseThrow();
    }
}
