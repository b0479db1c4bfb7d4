package dev.berth.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.signin.HubBrowser;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Bodies as clients send them: whatever they are labelled, whole or cut, with nulls, empty or missing. */
class RequestBodiesTests {

    private static final HubUnderTest HUB = SharedHub.HUB;
    private static final String FORM = "application/x-www-form-urlencoded";

    private final String admin = SharedHub.name("bodies-admin");
    private final String user = SharedHub.name("bodies");

    private ApiClient admin(String type) {
        HUB.admin(admin);
        HUB.user(user);
        ApiClient api = HUB.api(admin);
        return type.isEmpty() ? api : api.with("Content-Type", type);
    }

    @ParameterizedTest
    @ValueSource(strings = {FORM, FORM + "; charset=UTF-8", "text/plain", "application/octet-stream", ""})
    void aTokenAskedForByCurlWithoutAContentTypeHasTheScopesAndTheEndThatWereAskedFor(String type) {
        JsonNode made = admin(type)
                .post("/hub/api/users/" + admin + "/tokens", "{\"scopes\":[\"read:users!user\"],\"expires_in\":60}")
                .ok(201)
                .json();
        assertThat(made.path("scopes").valueStream().map(JsonNode::asString))
                .contains("read:users!user=" + admin)
                .doesNotContain("admin:users", "servers!user=" + admin);
        assertThat(made.path("expires_at").isNull()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {FORM, "text/plain", "multipart/form-data; boundary=x", ""})
    void changesSentByCurlHappenWhateverTheirContentType(String type) {
        ApiClient api = admin(type);
        String path = "/hub/api/users/" + user;
        assertThat(api.patch(path, "{\"admin\":true}")
                        .ok(200)
                        .json()
                        .path("admin")
                        .asBoolean())
                .isTrue();
        assertThat(api.patch(path, "{\"name\":\"" + user + "-new\"}")
                        .ok(200)
                        .json()
                        .path("name")
                        .asString())
                .isEqualTo(user + "-new");
        assertThat(api.post("/hub/api/users/" + user + "-other", "{\"admin\":true}")
                        .ok(201)
                        .json()
                        .path("admin")
                        .asBoolean())
                .isTrue();
        changesOfAGroupHappen(api, SharedHub.name("bodies-group"));
        assertThat(api.post(
                                "/hub/api/berth/bulk",
                                "{\"action\":\"disable-users\",\"items\":[\"" + user + "-new\"],\"dry_run\":true}")
                        .ok(200)
                        .json()
                        .path("dry_run")
                        .asBoolean())
                .isTrue();
    }

    private void changesOfAGroupHappen(ApiClient api, String group) {
        api.post("/hub/api/groups/" + group, "{\"users\":[\"" + admin + "\"]}").ok(201);
        JsonNode changed = api.send("PUT", "/hub/api/groups/" + group + "/properties", "{\"quota\":[1,2]}")
                .ok(200)
                .json();
        assertThat(changed.path("properties").path("quota").size()).isEqualTo(2);
        assertThat(api.send("DELETE", "/hub/api/groups/" + group + "/users", "{\"users\":[\"" + admin + "\"]}")
                        .ok(200)
                        .json()
                        .path("users")
                        .size())
                .isZero();
    }

    /** Such a body was once read as form fields, and its keys as parameters. */
    @Test
    void aFormIsNoJsonAndItsFieldsAreNoParameters() {
        ApiClient api = admin(FORM);
        api.post("/hub/api/users/" + admin + "/tokens", "note=mine&expires_in=60")
                .refused(400);
        api.patch("/hub/api/users/" + user, "admin=true").refused(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {FORM, "application/json", "text/plain"})
    void aRequestWhoseBodyDidNotArriveWholeChangesNothing(String type) throws IOException {
        admin("");
        String request = "POST /hub/api/users/" + admin + "/tokens HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n"
                + "Authorization: token " + HUB.token(admin) + "\r\nContent-Type: " + type
                + "\r\nContent-Length: 53\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", HUB.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            InputStream answer = socket.getInputStream();
            assertThat(new String(answer.readAllBytes(), StandardCharsets.UTF_8))
                    .doesNotContain("201 ", "\"token\"");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT    | /hub/api/groups/GROUP/properties",
                "POST   | /hub/api/groups",
                "POST   | /hub/api/groups/GROUP/users",
                "DELETE | /hub/api/groups/GROUP/users",
                "POST   | /hub/api/users",
                "PATCH  | /hub/api/users/USER",
                "POST   | /hub/api/users/USER/activity",
                "PATCH  | /hub/api/proxy",
                "POST   | /hub/api/berth/bulk",
                "POST   | /hub/api/berth/import",
                "POST   | /hub/api/berth/users/USER/identities",
                "POST   | /hub/api/berth/users/USER/server-access",
            })
    void aCallThatSaysNothingWithoutABodyIsRefusedWithoutOne(String method, String path) {
        ApiClient api = admin("");
        String group = SharedHub.name("bodies-group");
        api.post("/hub/api/groups/" + group).ok(201);
        api.send("PUT", "/hub/api/groups/" + group + "/properties", "{\"quota\":1}")
                .ok(200);
        for (String body : new String[] {null, "", " ", "null", "[]", "\"\""}) {
            api.send(method, path.replace("GROUP", group).replace("USER", user), body)
                    .refused(400);
        }
        assertThat(api.get("/hub/api/groups/" + group)
                        .ok(200)
                        .json()
                        .path("properties")
                        .path("quota")
                        .asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST   | /hub/api/users                               | {'usernames':['USER-x'],'admin':null}",
                "POST   | /hub/api/users                               | {'usernames':null}",
                "POST   | /hub/api/users                               | {'usernames':['USER-x'],'Admin':true}",
                "POST   | /hub/api/users/USER-x                        | {'admin':null}",
                "POST   | /hub/api/users/USER-x                        | {'name':'somebody-else'}",
                "PATCH  | /hub/api/users/USER                          | {'name':null}",
                "PATCH  | /hub/api/users/USER                          | {'admin':null}",
                "PATCH  | /hub/api/users/USER                          | {'name':'USER-x','admin':'yes'}",
                "PATCH  | /hub/api/users/USER                          | {'groups':null}",
                "POST   | /hub/api/users/USER/activity                 | {'last_activity':null,'servers':null}",
                "POST   | /hub/api/users/USER/activity                 | {'servers':{'':{'last_activity':null}}}",
                "POST   | /hub/api/users/USER/tokens                   | {'scopes':null}",
                "POST   | /hub/api/users/USER/tokens                   | {'scope':['read:users']}",
                "POST   | /hub/api/users/USER/tokens                   | {'expires_in':60,'expires_in':null}",
                "POST   | /hub/api/users/USER/tokens                   | {'expires_in':60}{}",
                "POST   | /hub/api/users/USER/server                   | null",
                "POST   | /hub/api/users/USER/server                   | {'profile':null}",
                "POST   | /hub/api/users/USER/server                   | {'user_options':null}",
                "DELETE | /hub/api/users/USER/server                   | {'remove':null}",
                "DELETE | /hub/api/users/USER/server                   | {'Remove':true}",
                "POST   | /hub/api/groups                              | {'groups':['USER-g'],'users':null}",
                "POST   | /hub/api/groups/USER-g                       | {'users':null}",
                "POST   | /hub/api/groups/USER-g                       | {'properties':null}",
                "POST   | /hub/api/groups/USER-g                       | {'name':'another'}",
                "POST   | /hub/api/shutdown                            | {'servers':null}",
                "POST   | /hub/api/shutdown                            | {'proxy':null}",
                "POST   | /hub/api/berth/bulk                          | {'action':'disable-users','items':['USER'],'dry_run':null}",
                "POST   | /hub/api/berth/bulk                          | {'action':'disable-users','items':null}",
                "POST   | /hub/api/berth/bulk                          | {'action':'add-to-group','items':['USER'],'group':null}",
                "POST   | /hub/api/berth/import                        | {'users':[{'name':'USER-x'}],'dry_run':null}",
                "POST   | /hub/api/berth/import                        | {'users':[{'name':'USER-x','uid':null}],'dry_run':false}",
                "POST   | /hub/api/berth/import                        | {'users':[{'name':'USER-x','gid':4711}],'dry_run':false}",
                "POST   | /hub/api/berth/import                        | {'users':null,'dry_run':false}",
                "POST   | /hub/api/berth/users/USER/identities         | {'provider':null,'subject':'x'}",
                "POST   | /hub/api/berth/users/USER/server-access      | {'reason':null}",
            })
    void aValueThatTheProgramCouldNotFillInIsRefusedAndNothingChanges(String method, String path, String body) {
        ApiClient api = admin("");
        api.send(method, path.replace("USER", user), body.replace("USER", user).replace('\'', '"'))
                .refused(400);
        JsonNode after = api.get("/hub/api/users/" + user).ok(200).json();
        assertThat(after.path("admin").asBoolean()).isFalse();
        assertThat(after.path("pending").isNull()).isTrue();
        assertThat(api.get("/hub/api/berth/users/" + user)
                        .ok(200)
                        .json()
                        .path("active")
                        .asBoolean())
                .isTrue();
        api.get("/hub/api/users/" + user + "-x").refused(404);
        api.get("/hub/api/groups/" + user + "-g").refused(404);
        assertThat(HUB.isUp()).isTrue();
    }

    /** JupyterHub's own token page and its clients send these nulls. */
    @Test
    void nullWhereJupyterHubsClientsSendItMeansNotSet() {
        ApiClient api = admin("");
        JsonNode token = api.post(
                        "/hub/api/users/" + admin + "/tokens", "{\"note\":\"page\",\"expires_in\":null,\"roles\":null}")
                .ok(201)
                .json();
        assertThat(token.path("expires_at").isNull()).isTrue();
        api.patch("/hub/api/users/" + user, "{\"admin\":false,\"auth_state\":null}")
                .ok(200);
    }

    @Test
    void aGroupIsMadeWithItsProperties() {
        ApiClient api = admin("");
        String group = SharedHub.name("bodies-group");
        JsonNode made = api.post(
                        "/hub/api/groups/" + group, "{\"name\":\"" + group + "\",\"properties\":{\"quota\":[1]}}")
                .ok(201)
                .json();
        assertThat(made.path("properties").toString()).isEqualTo("{\"quota\":[1]}");
    }

    @Test
    void aPageOfAnotherSiteMakesNoTokenWithSomebodysCookieWhateverItSends() {
        String name = SharedHub.name("forged");
        HUB.user(name);
        HubBrowser browser = HUB.browser(name);
        String token = browser.cookies.get("_xsrf");
        String path = "/hub/api/users/" + name + "/tokens";
        for (String type :
                new String[] {FORM, "text/plain", "multipart/form-data; boundary=x", "application/json", null}) {
            for (String body : new String[] {"{}", "", "_xsrf=" + token, "{\"_xsrf\":\"" + token + "\"}"}) {
                for (String query : new String[] {"", "?_xsrf=", "?_xsrf=wrong"}) {
                    assertThat(browser.send("POST", path + query, type, body).statusCode())
                            .as("%s %s %s", type, body, query)
                            .isEqualTo(403);
                }
            }
        }
        browser.headers.put("Origin", "https://evil.example");
        assertThat(browser.post(path, Map.of("_xsrf", token)).statusCode()).isEqualTo(403);
        assertThat(HUB.api(name, "read:tokens!user")
                        .get(path)
                        .ok(200)
                        .json()
                        .path("api_tokens")
                        .valueStream()
                        .filter(each -> each.path("note").asString().startsWith("Requested")))
                .isEmpty();
        browser.headers.remove("Origin");
        assertThat(browser.send("POST", path + "?_xsrf=" + token, "application/json", "{}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(browser.send("POST", path + "?_xsrf=" + token, null, null).statusCode())
                .isEqualTo(201);
        browser.headers.put("X-XSRFToken", token);
        assertThat(browser.send("POST", path, "application/json", "{}").statusCode())
                .isEqualTo(201);
    }
}
