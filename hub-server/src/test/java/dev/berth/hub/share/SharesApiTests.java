package dev.berth.hub.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.api.ApiClient;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Shares over REST (contract, section 2.7), compared with JupyterHub 6.1.1. */
class SharesApiTests {

    private static final HubUnderTest HUB = SharedHub.HUB;
    private static ApiClient admin;

    private String owner;
    private String guest;
    private String group;
    private String path;

    @BeforeAll
    static void signIn() {
        HUB.admin("shares-admin");
        admin = HUB.api("shares-admin");
    }

    @BeforeEach
    void people() {
        owner = SharedHub.user("owner");
        guest = SharedHub.user("guest");
        group = SharedHub.name("Team");
        admin.post("/hub/api/groups/" + group).ok(201);
        path = "/hub/api/shares/" + owner + "/";
    }

    private ApiClient.Answer share(String body) {
        return admin.post(
                path, body.replace("GUEST", guest).replace("GROUP", group).replace("OWNER", owner));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    @Test
    void aServerIsSharedWithAUserAndWithAGroup() {
        JsonNode share = share("{\"user\": \"GUEST\"}").ok(200).json();
        assertThat(share.propertyNames()).containsExactly("server", "scopes", "user", "group", "kind", "created_at");
        JsonNode server = share.path("server");
        assertThat(server.propertyNames()).containsExactly("user", "name", "url", "full_url", "ready");
        assertThat(server.path("user").path("name").asString()).isEqualTo(owner);
        assertThat(server.path("name").asString()).isEmpty();
        assertThat(server.path("url").asString()).isEqualTo("/user/" + owner + "/");
        assertThat(server.path("ready").asBoolean()).isFalse();
        assertThat(texts(share.path("scopes"))).containsExactly("access:servers!server=" + owner + "/");
        assertThat(share.path("user").path("name").asString()).isEqualTo(guest);
        assertThat(share.path("group").isNull()).isTrue();
        assertThat(share.path("kind").asString()).isEqualTo("user");
        JsonNode withGroup =
                share("{\"group\": \"GROUP\", \"user\": null}").ok(200).json();
        assertThat(withGroup.path("group").path("name").asString()).isEqualTo(group);
        assertThat(withGroup.path("user").isNull()).isTrue();
        assertThat(withGroup.path("kind").asString()).isEqualTo("group");
        JsonNode list = admin.get("/hub/api/shares/" + owner).ok(200).json();
        assertThat(list.path("items")).hasSize(2);
        assertThat(list.path("_pagination").path("total").asInt()).isEqualTo(2);
        assertThat(list.path("_pagination").path("limit").asInt()).isEqualTo(200);
    }

    @Test
    void aShareIsExtendedAndReduced() {
        share("{\"user\": \"GUEST\"}").ok(200);
        JsonNode more = share("{\"user\": \"GUEST\", \"scopes\": [\"read:servers\", \"start:servers!server=OWNER/\"]}")
                .ok(200)
                .json();
        String filter = "!server=" + owner + "/";
        assertThat(texts(more.path("scopes")))
                .containsExactly("access:servers" + filter, "read:servers" + filter, "start:servers" + filter);
        JsonNode less = admin.patch(
                        path,
                        "{\"user\": \"" + guest + "\", \"scopes\": [\"read:servers" + filter + "\", \"start:servers\","
                                + " \"delete:servers\", \"access:servers!server=" + guest + "/\"]}")
                .ok(200)
                .json();
        assertThat(texts(less.path("scopes"))).containsExactly("access:servers" + filter);
        assertThat(less.path("created_at")).isEqualTo(more.path("created_at"));
        assertThat(admin.patch(path, "{\"user\": \"" + guest + "\", \"scopes\": []}")
                        .ok(200)
                        .body())
                .isEqualTo("{}");
        assertThat(admin.get(path).ok(200).json().path("items")).isEmpty();
        admin.patch(path, "{\"user\": \"nobody-of-that-name\"}").ok(200);
    }

    @Test
    void allSharesOfAServerEndAtOnce() {
        share("{\"user\": \"GUEST\"}").ok(200);
        share("{\"group\": \"GROUP\"}").ok(200);
        assertThat(admin.delete(path).ok(204).body()).isEmpty();
        assertThat(admin.get(path)
                        .ok(200)
                        .json()
                        .path("_pagination")
                        .path("total")
                        .asInt())
                .isZero();
        admin.delete(path).ok(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"user\": \"GUEST\", \"group\": \"GROUP\"}",
                "{\"user\": null}",
                "{\"user\": \"\"}",
                "{\"user\": 7}",
                "{\"user\": \"nobody-of-that-name\"}",
                "{\"group\": \"no-group-of-that-name\"}",
                "{\"user\": \"GUEST\", \"x\": 1}",
                "{\"user\": \"GUEST\", \"scopes\": \"access:servers\"}",
                "{\"user\": \"GUEST\", \"scopes\": [\"no:such:scope\"]}",
                "{\"user\": \"GUEST\", \"scopes\": [\"custom:undeclared\"]}",
                "{\"user\": \"GUEST\", \"scopes\": [\"read:servers!user=OWNER\"]}",
                "{\"user\": \"GUEST\", \"scopes\": [\"read:servers!server\"]}",
                "{\"user\": \"GUEST\", \"scopes\": [\"read:servers!server=OWNER/other\"]}",
                "[1]"
            })
    void whatIsNoShareIsRefused(String body) {
        share(body).refused(400);
        assertThat(admin.get(path).ok(200).json().path("items")).isEmpty();
    }

    @Test
    void aScopeThatNobodyHoldsOnAServerIsNotShared() {
        for (String scope : List.of("self", "inherit", "(no_scope)")) {
            share("{\"user\": \"GUEST\", \"scopes\": [\"" + scope + "\"]}").refused(403);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "shares, 403",
        "shares!user=OWNER read:users:name, 200",
        "shares!server=OWNER/ read:users:name!user=GUEST, 200",
        "shares!server=OWNER/ read:users:name!user=OWNER, 403",
        "shares!server=OWNER/ read:groups:name, 403",
        "shares!server=OWNER/other read:users:name, 404",
        "shares!user=GUEST read:users:name, 404",
        "read:shares access:servers read:users:name, 403"
    })
    void whoSharesMustHoldWhatTheyShareAndReadTheName(String scopes, int status) {
        ApiClient limited = HUB.api(
                "shares-admin",
                scopes.replace("OWNER", owner).replace("GUEST", guest).split(" "));
        assertThat(limited.post(path, "{\"user\": \"" + guest + "\"}").status()).isEqualTo(status);
    }

    @Test
    void moreThanOneHoldsIsNotShared() {
        ApiClient limited = HUB.api("shares-admin", "shares!user=" + owner, "read:servers", "read:users:name");
        String body = "{\"user\": \"" + guest + "\", \"scopes\": [\"%s\"]}";
        limited.post(path, body.formatted("read:servers")).ok(200);
        limited.post(path, body.formatted("start:servers")).refused(403);
        limited.post(path, body.formatted("servers")).refused(403);
    }

    @Test
    void ownersNeedTheScopeToo() {
        HUB.api(owner).post(path, "{\"user\": \"" + owner + "\"}").refused(403);
        HUB.api(owner).get(path).ok(200);
        HUB.api(guest).get(path).refused(404);
    }

    @Test
    void aServerThatDoesNotExistIsNotShared() {
        String body = "{\"user\": \"" + guest + "\"}";
        admin.post(path + "none", body).refused(404);
        admin.post("/hub/api/shares/nobody-of-that-name/", body).refused(404);
        admin.get("/hub/api/shares/nobody-of-that-name").refused(404);
        admin.get(path + "none").refused(404);
        admin.post("/hub/api/shares/" + owner, body).refused(405);
        admin.delete("/hub/api/shares/" + owner).refused(405);
    }

    @Test
    void recipientsSeeWhatTheyReceivedAndGiveItUp() {
        admin.post("/hub/api/groups/" + group + "/users", "{\"users\": [\"" + guest + "\"]}")
                .ok(200);
        share("{\"user\": \"GUEST\"}").ok(200);
        share("{\"group\": \"GROUP\"}").ok(200);
        ApiClient mine = HUB.api(guest);
        String received = "/hub/api/users/" + guest + "/shared";
        assertThat(mine.get(received).ok(200).json().path("items")).hasSize(2);
        JsonNode page = mine.get(received + "?limit=1").ok(200).json();
        assertThat(page.path("items")).hasSize(1);
        assertThat(page.path("_pagination").path("next").path("url").asString())
                .endsWith(received + "?offset=1&limit=1");
        String one = received + "/" + owner + "/";
        assertThat(mine.get(one).ok(200).json().path("kind").asString()).isEqualTo("user");
        mine.delete(one).ok(204);
        mine.get(one).refused(404);
        mine.delete(one).refused(404);
        assertThat(mine.get(received).ok(200).json().path("items")).hasSize(1);
        mine.get("/hub/api/groups/" + group + "/shared").refused(403);
        ApiClient ofGroup = HUB.api("shares-admin", "groups:shares!group=" + group);
        String groups = "/hub/api/groups/" + group + "/shared";
        assertThat(ofGroup.get(groups).ok(200).json().path("items")).hasSize(1);
        ofGroup.get(groups + "/" + owner + "/").ok(200);
        HUB.api("shares-admin", "groups:shares!group=elsewhere").get(groups).refused(404);
        ofGroup.delete(groups + "/" + owner + "/").ok(204);
        ofGroup.delete(groups + "/" + owner + "/").refused(404);
        assertThat(mine.get(received).ok(200).json().path("items")).isEmpty();
    }
}
