package dev.berth.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.api.ApiClient.Answer;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Creating, changing and deleting users (contract, section 2.3). */
class UserChangesApiTests {

    private static final HubUnderTest HUB = SharedHub.HUB;
    private static ApiClient admin;
    private static ApiClient helper;

    @BeforeAll
    static void callers() {
        HUB.admin("change-admin");
        admin = HUB.api("change-admin");
        HUB.user("change-helper");
        Groups groups = HUB.bean(Groups.class);
        groups.create("helpers", Actor.policy("test"));
        groups.change("helpers", Set.of(new UserName("change-helper")), Set.of(), Actor.policy("test"));
        helper = HUB.api("change-helper");
    }

    @Test
    void manyAreMadeAtOnceAndThoseThatExistAreLeftOut() {
        String old = SharedHub.name("made");
        String one = SharedHub.name("made");
        HUB.user(old);
        String body =
                "{\"usernames\":[\"" + old + "\",\"" + one.toUpperCase(java.util.Locale.ROOT) + "\",\"" + one + "\"]}";
        JsonNode made = admin.post("/hub/api/users", body).ok(201).json();
        assertThat(made.valueStream().map(user -> user.path("name").asString())).containsExactly(one);
        admin.post("/hub/api/users", body).refused(409);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "nonsense",
                "{\"usernames\":[]}",
                "{\"usernames\":\"ann\"}",
                "{\"usernames\":[1]}",
                "{\"usernames\":[null]}",
                "{\"usernames\":[\"\"]}",
                "{\"usernames\":[\"..\"]}",
                "{\"usernames\":[\"a/b\"]}",
                "{\"usernames\":[\"a\\u0000b\"]}",
                "{\"usernames\":[\"ann-yes\"],\"admin\":\"yes\"}",
                "{\"usernames\":[\"dup\"],\"usernames\":[\"dup2\"]",
            })
    void whatIsNoListOfNamesIsRefused(String body) {
        admin.post("/hub/api/users", body).refused(400);
    }

    @Test
    void aNameOfWhateverLengthIsRefusedWithAShortAnswer() {
        Answer answer = admin.post("/hub/api/users", "{\"usernames\":[\"" + "a".repeat(100_000) + "\"]}")
                .refused(400);
        assertThat(answer.body()).hasSizeLessThan(400);
    }

    @Test
    void anOversizedBodyIsRefused() {
        String body = "{\"usernames\":[\"" + "a".repeat(2 << 20) + "\"]}";
        admin.post("/hub/api/users", body).refused(413);
        admin.sendBytes("POST", "/hub/api/users", new byte[] {(byte) 0xff, (byte) 0xfe, '{'})
                .refused(400);
        String deep = "{\"usernames\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
        admin.sendBytes("POST", "/hub/api/users", deep.getBytes(StandardCharsets.UTF_8))
                .refused(400);
    }

    @Test
    void oneIsMadeByItsPath() {
        String name = SharedHub.name("single");
        JsonNode made = admin.post("/hub/api/users/" + name.toUpperCase(java.util.Locale.ROOT))
                .ok(201)
                .json();
        assertThat(made.path("name").asString()).isEqualTo(name);
        assertThat(made.path("admin").asBoolean()).isFalse();
        admin.post("/hub/api/users/" + name).refused(409);
        Answer unknown = admin.post("/hub/api/users/" + SharedHub.name("x"), "{\"shoe_size\":43}")
                .refused(400);
        assertThat(unknown.message()).isEqualTo("Invalid JSON keys: shoe_size");
    }

    @Test
    void onlyAdministratorsMakeAdministrators() {
        helper.post("/hub/api/users/" + SharedHub.name("up"), "{\"admin\":true}")
                .refused(403);
        helper.post("/hub/api/users", "{\"usernames\":[\"up-too\"],\"admin\":true}")
                .refused(403);
        String name = SharedHub.name("up");
        helper.post("/hub/api/users/" + name).ok(201);
        helper.patch("/hub/api/users/" + name, "{\"admin\":true}").refused(403);
        helper.patch("/hub/api/users/change-admin", "{\"name\":\"no-more\"}").refused(403);
        helper.delete("/hub/api/users/change-admin").refused(403);
        assertThat(admin.patch("/hub/api/users/" + name, "{\"admin\":true}")
                        .ok(200)
                        .json()
                        .path("admin")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void aLimitedScopeMakesNobody() {
        ApiClient limited = HUB.api("change-admin", "admin:users!user=just-me");
        limited.post("/hub/api/users", "{\"usernames\":[\"just-me\"]}").refused(403);
    }

    @Test
    void aNewNameIsNormalisedAndMustBeFree() {
        String old = SharedHub.name("old");
        String taken = SharedHub.name("taken");
        HUB.user(old);
        HUB.user(taken);
        String path = "/hub/api/users/" + old;
        admin.patch(path, "{\"name\":\"" + taken + "\"}").refused(400);
        admin.patch(path, "{\"name\":\"..\"}").refused(400);
        admin.patch(path, "{\"name\":\"\"}").refused(400);
        admin.patch(path, "{\"name\":7}").refused(400);
        admin.patch(path, "{\"nmae\":\"x\"}").refused(400);
        admin.patch(path, "{\"roles\":[\"admin\"]}").refused(400);
        admin.patch("/hub/api/users/nobody-here", "{\"name\":\"x\"}").refused(404);
        JsonNode renamed =
                admin.patch(path, "{\"name\":\"  NEW-" + old + " \"}").ok(200).json();
        assertThat(renamed.path("name").asString()).isEqualTo("new-" + old);
        admin.get(path).refused(404);
    }

    @Test
    void aUserWhoseServerRunsKeepsTheName() {
        String name = SharedHub.ready("run");
        Answer refused = admin.patch("/hub/api/users/" + name, "{\"name\":\"other-" + name + "\"}")
                .refused(400);
        assertThat(refused.message()).contains("Stop it");
        HUB.stopServer(name);
        HUB.await(name, ServerState.STOPPED);
        admin.patch("/hub/api/users/" + name, "{\"name\":\"other-" + name + "\"}")
                .ok(200);
        JsonNode model = admin.get("/hub/api/users/other-" + name + "?include_stopped_servers")
                .json();
        assertThat(model.path("servers").path("").path("url").asString()).isEqualTo("/user/other-" + name + "/");
    }

    @Test
    void aDeletedUserIsGoneAndNobodyDeletesThemselves() {
        String name = SharedHub.name("gone");
        HUB.user(name);
        String token = HUB.token(name);
        assertThat(admin.delete("/hub/api/users/" + name).ok(204).body()).isEmpty();
        admin.delete("/hub/api/users/" + name).refused(404);
        new ApiClient(HUB.port(), token).get("/hub/api/user").refused(403);
        assertThat(admin.delete("/hub/api/users/change-admin").refused(400).message())
                .isEqualTo("You can't disable or delete your own account. Ask another administrator.");
    }

    @Test
    void deletingAUserStopsTheirServerFirst() {
        String name = SharedHub.ready("run");
        var ref = HUB.ref(name);
        admin.delete("/hub/api/users/" + name).ok(204);
        assertThat(SharedHub.WORLD.running()).doesNotContain(ref);
        assertThat(HUB.bean(UserDirectory.class).byName(name)).isEmpty();
    }

    @Test
    void aUserWhoseServerDoesNotGoIsNotDeletedYet() {
        String name = SharedHub.ready("stub");
        SharedHub.WORLD.stubborn(true);
        try {
            Answer refused = admin.delete("/hub/api/users/" + name).refused(400);
            assertThat(refused.message()).contains("PENDING_STOP");
        } finally {
            SharedHub.WORLD.stubborn(false);
            SharedHub.WORLD.giveIn(HUB.ref(name));
        }
        HUB.await(name, ServerState.STOPPED);
        admin.delete("/hub/api/users/" + name).ok(204);
    }
}
