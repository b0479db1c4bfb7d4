package dev.berth.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** API tokens (contract, section 2.6). */
class TokensApiTests {

    private static final HubUnderTest HUB = SharedHub.HUB;

    @Test
    void aTokenIsShownOnceAndWorks() {
        String name = user();
        ApiClient api = HUB.api(name);
        JsonNode made = api.post(
                        tokens(name), "{\"note\":\"mine\",\"expires_in\":3600,\"scopes\":[\"read:users!user\"]}")
                .ok(201)
                .json();
        assertThat(made.propertyNames())
                .containsExactlyInAnyOrder(
                        "user",
                        "id",
                        "kind",
                        "roles",
                        "scopes",
                        "created",
                        "last_activity",
                        "expires_at",
                        "note",
                        "session_id",
                        "oauth_client",
                        "token");
        assertThat(made.path("id").asString()).matches("a\\d+");
        Instant expires = Instant.parse(made.path("expires_at").asString());
        assertThat(Duration.between(Instant.parse(made.path("created").asString()), expires))
                .isEqualTo(Duration.ofHours(1));
        String path = tokens(name) + "/" + made.path("id").asString();
        assertThat(api.get(path).ok(200).json().has("token")).isFalse();
        ApiClient with = new ApiClient(HUB.port(), made.path("token").asString());
        JsonNode me = with.get("/hub/api/user").ok(200).json();
        assertThat(me.path("token_id").asString()).isEqualTo(made.path("id").asString());
        assertThat(api.delete(path).ok(204).body()).isEmpty();
        with.get("/hub/api/user").refused(403);
        api.delete(path).refused(404);
        api.get(path).refused(404);
    }

    @Test
    void aTokenWithoutScopesHasAllOfItsOwnersAndOneWithNoneOnlyTellsWhoTheyAre() {
        String name = user();
        ApiClient api = HUB.api(name);
        JsonNode all = api.post(tokens(name)).ok(201).json();
        assertThat(all.path("expires_at").isNull()).isTrue();
        assertThat(all.path("note").asString()).isEqualTo("Requested via api");
        JsonNode none = api.post(tokens(name), "{\"scopes\":[]}").ok(201).json();
        JsonNode me = new ApiClient(HUB.port(), none.path("token").asString())
                .get("/hub/api/user")
                .ok(200)
                .json();
        assertThat(me.path("scopes").valueStream().map(JsonNode::asString))
                .containsExactly("read:users:groups!user=" + name, "read:users:name!user=" + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"expires_in\":\"soon\"}",
                "{\"expires_in\":0}",
                "{\"expires_in\":-1}",
                "{\"expires_in\":1.5}",
                "{\"expires_in\":99999999999999}",
                "{\"expires_in\":1e400}",
                "{\"note\":1}",
                "{\"note\":\"a\\u0000b\"}",
                "{\"scopes\":\"read:users\"}",
                "{\"scopes\":[1]}",
                "{\"scopes\":[\"no:such:scope\"]}",
                "{\"scopes\":[\"read:users!planet=x\"]}",
                "{\"roles\":[\"admin\"]}",
                "{\"roles\":[\"no-such-role\"]}",
                "{\"roles\":\"user\"}",
                "{\"roles\":[\"user\"],\"scopes\":[\"self\"]}",
            })
    void whatCannotBeMeantIsRefused(String body) {
        HUB.user("token-bad");
        HUB.api("token-bad").post(tokens("token-bad"), body).refused(400);
    }

    @Test
    void anOldClientAsksForRoles() {
        String name = user();
        JsonNode made = HUB.api(name)
                .post(tokens(name), "{\"roles\":[\"user\"]}")
                .ok(201)
                .json();
        assertThat(made.path("scopes").valueStream().map(JsonNode::asString)).contains("start:servers!user=" + name);
        HUB.api(name).post(tokens(name), "{\"roles\":[\"token\"]}").ok(201);
        HUB.api(name).post(tokens(name), "{\"roles\":[]}").ok(201);
    }

    @Test
    void theListShowsWhatATokenMayDoNow() {
        String name = user();
        ApiClient api = HUB.api(name);
        JsonNode made = api.post(tokens(name), "{\"scopes\":[\"servers!user\"]}")
                .ok(201)
                .json();
        String id = made.path("id").asString();
        for (JsonNode shown :
                new JsonNode[] {made, api.get(tokens(name) + "/" + id).ok(200).json()}) {
            assertThat(shown.path("scopes").valueStream().map(JsonNode::asString))
                    .contains("servers!user=" + name, "start:servers!user=" + name, "read:servers!user=" + name);
        }
    }

    @Test
    void aServiceMakesTokensOfItsUsersWithNothingThatItLacks() {
        String name = user();
        String maker = SharedHub.name("warden-of-tokens");
        HUB.admin(maker);
        String[] allOfAUser = {
            "tokens", "read:users", "users:activity", "servers", "access:servers", "users:shares", "read:shares"
        };
        HUB.api(maker, allOfAUser).post(tokens(name)).ok(201);
        ApiClient withoutShares = HUB.api(maker, Arrays.copyOf(allOfAUser, 5));
        assertThat(withoutShares.post(tokens(name)).refused(400).message())
                .contains("read:shares!user=" + name, "users:shares!user=" + name);
        withoutShares.post(tokens(name), "{\"scopes\": [\"servers!user\"]}").ok(201);
    }

    @Test
    void aProgramInALoopComesToTheLimit() {
        String name = user();
        HUB.api(name);
        ApiClient api = HUB.api(name);
        for (int made = 2; made < 100; made++) {
            api.post(tokens(name), "{\"expires_in\":3600}").ok(201);
        }
        assertThat(api.post(tokens(name)).refused(400).message()).contains("100", "tokens-per-user", "Revoke one");
        String id = api.get(tokens(name))
                .ok(200)
                .json()
                .path("api_tokens")
                .get(5)
                .path("id")
                .asString();
        api.delete(tokens(name) + "/" + id).ok(204);
        api.post(tokens(name)).ok(201);
    }

    @Test
    void moreThanTheOwnerHasIsRefusedWithTheList() {
        String name = user();
        String message = HUB.api(name)
                .post(tokens(name), "{\"scopes\":[\"admin:users\",\"read:users!user\"]}")
                .refused(400)
                .message();
        assertThat(message)
                .contains("admin:users")
                .contains("read:users:activity")
                .contains("delete:users");
    }

    @Test
    void aTokenMakesNoTokenThatMayDoMoreThanItself() {
        String name = user();
        ApiClient narrow = HUB.api(name, "tokens!user");
        narrow.post(tokens(name)).refused(400);
        narrow.post(tokens(name), "{\"scopes\":[\"servers!user\"]}").refused(400);
        narrow.post(tokens(name), "{\"scopes\":[\"read:tokens!user\"]}").ok(201);
    }

    @Test
    void whoMayNotAndWhoIsNotThereAreForbiddenAlike() {
        String name = user();
        HUB.user("token-other");
        ApiClient api = HUB.api(name);
        String other = api.post(tokens("token-other")).refused(403).body();
        assertThat(api.post(tokens("nobody-there")).refused(403).body()).isEqualTo(other);
        api.get(tokens("token-other")).refused(404);
        api.get(tokens("nobody-there")).refused(404);
        HUB.admin("token-admin");
        ApiClient admin = HUB.api("token-admin");
        admin.post(tokens("nobody-there")).refused(403);
        assertThat(admin.post(tokens("token-other")).ok(201).json().path("user").asString())
                .isEqualTo("token-other");
    }

    @Test
    void anothersTokenIsNotFoundUnderOnesOwnName() {
        String name = user();
        String id = HUB.api(name).post(tokens(name)).json().path("id").asString();
        String thief = user();
        HUB.api(thief).get(tokens(thief) + "/" + id).refused(404);
        HUB.api(thief).delete(tokens(thief) + "/" + id).refused(404);
        HUB.api(name).get(tokens(name) + "/" + id).ok(200);
        for (String wrong : new String[] {"a", "a0", "1", "a99999999999999999999", "%2e", "a1%00"}) {
            assertThat(HUB.api(name).get(tokens(name) + "/" + wrong).status())
                    .as(wrong)
                    .isIn(400, 404);
        }
    }

    @Test
    void expiredTokensAreGone() {
        String name = user();
        JsonNode made =
                HUB.api(name).post(tokens(name), "{\"expires_in\":60}").ok(201).json();
        HUB.jdbc()
                .sql("update api_tokens set expires_at = now() - interval '1 second' where 'a' || id = ?")
                .param(made.path("id").asString())
                .update();
        new ApiClient(HUB.port(), made.path("token").asString())
                .get("/hub/api/user")
                .refused(403);
        JsonNode list = HUB.api(name).get(tokens(name)).ok(200).json();
        assertThat(list.path("api_tokens")
                        .valueStream()
                        .map(token -> token.path("id").asString()))
                .isNotEmpty()
                .doesNotContain(made.path("id").asString());
    }

    /** Clients that were written for {@code POST /authorizations/token} go on sending the name. */
    @Test
    void aClientThatRepeatsTheUsernameGetsATokenThatSaysWhoRequestedIt() {
        String name = user();
        String admin = SharedHub.name("admin");
        HUB.admin(admin);
        JsonNode made = HUB.api(admin)
                .post(tokens(name), "{\"username\":\"" + name + "\"}")
                .ok(201)
                .json();
        assertThat(made.path("note").asString()).isEqualTo("Requested via api by user " + admin);
    }

    private static String tokens(String name) {
        return "/hub/api/users/" + name + "/tokens";
    }

    private static String user() {
        String name = SharedHub.name("tok");
        HUB.user(name);
        return name;
    }
}
