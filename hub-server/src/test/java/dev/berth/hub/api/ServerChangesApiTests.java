package dev.berth.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Servers that are created without a start, renamed and described (contract, section 2.4, JupyterHub 6). */
class ServerChangesApiTests {

    private static final HubUnderTest HUB = SharedHub.HUB;

    private final String name = SharedHub.user("chg");
    private final ApiClient api = HUB.api(name);
    private final String servers = "/hub/api/users/" + name + "/servers/";

    @Test
    void aServerIsCreatedWithoutAStartAndStartsWithTheOptionsThatItGot() {
        String body = "{\"display_name\":\"My server\",\"user_options\":{\"key\":\"value\"}}";
        JsonNode made = api.send("PUT", servers + "one", body).ok(201).json();
        assertThat(made.path("name").asString()).isEqualTo("one");
        assertThat(made.path("display_name").asString()).isEqualTo("My server");
        assertThat(made.path("stopped").asBoolean()).isTrue();
        assertThat(made.path("user_options").toString()).isEqualTo("{\"key\":\"value\"}");
        assertThat(api.get(servers + "one").ok(200).json().toString()).isEqualTo(made.toString());
        api.post(servers + "one").ok(201);
        JsonNode started = api.get(servers + "one").ok(200).json();
        assertThat(started.path("user_options").path("key").asString()).isEqualTo("value");
        assertThat(started.path("display_name").asString()).isEqualTo("My server");
    }

    @Test
    void whatExistsIsNotCreatedAgainAndTheLimitHolds() {
        api.send("PUT", servers + "one", "{}").ok(201);
        api.send("PUT", servers + "one", "{}").refused(409);
        api.send("PUT", servers, "{}").refused(409);
        api.send("PUT", "/hub/api/users/" + name + "/server", "{}").refused(409);
        api.send("PUT", servers + "Bad", "{}").refused(400);
        api.send("PUT", servers + "two", "{}").ok(201);
        assertThat(api.send("PUT", servers + "three", "{}").refused(400).message())
                .contains("maximum of 2 named servers");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"display_name": 5}                       | display_name
            {"display_name": ""}                      | display_name
            {"display_name": "a\\nb"}                 | display_name
            {"user_options": 5}                       | user_options
            {"color": "red"}                          | color
            """)
    void aBodyThatMakesNoSenseIsRefusedWithTheKey(String body, String key) {
        assertThat(api.send("PUT", servers + "one", body).refused(400).message())
                .contains(key);
        api.send("PUT", servers + "two", "{}").ok(201);
        assertThat(api.patch(servers + "two", body).refused(400).message()).contains(key);
    }

    @Test
    void aServerHasOnlyItsNewNameAfterARenaming() {
        api.send("PUT", servers + "one", "{}").ok(201);
        JsonNode renamed = api.patch(servers + "one", "{\"name\":\"other\",\"display_name\":\"Other\"}")
                .ok(200)
                .json();
        assertThat(renamed.path("full_name").asString()).isEqualTo(name + "/other");
        api.get(servers + "one").refused(404);
        assertThat(api.get(servers + "other")
                        .ok(200)
                        .json()
                        .path("display_name")
                        .asString())
                .isEqualTo("Other");
        api.post(servers + "other").ok(201);
        assertThat(api.get(servers + "other").json().path("url").asString()).isEqualTo("/user/" + name + "/other/");
        assertThat(details()).anyMatch(detail -> detail.contains("\"from\": \"one\""));
    }

    @Test
    void theDefaultServerBecomesANamedOneAndThereIsANewDefaultServer() {
        api.post("/hub/api/users/" + name + "/server").ok(201);
        assertThat(api.patch(servers, "{\"name\":\"kept\"}").refused(400).message())
                .contains("is active");
        api.delete("/hub/api/users/" + name + "/server");
        api.patch(servers, "{\"name\":\"kept\"}").ok(200);
        JsonNode all = api.get("/hub/api/users/" + name + "?include_stopped_servers")
                .json()
                .path("servers");
        assertThat(all.propertyNames()).containsExactlyInAnyOrder("", "kept");
        api.post("/hub/api/users/" + name + "/server").ok(201);
    }

    @Test
    void aNameThatIsTakenUnknownOrInvalidIsRefused() {
        api.send("PUT", servers + "one", "{}").ok(201);
        api.send("PUT", servers + "two", "{}").ok(201);
        api.patch(servers + "one", "{\"name\":\"two\"}").refused(409);
        api.patch(servers + "one", "{\"name\":\"\"}").refused(409);
        api.patch(servers + "one", "{\"name\":\"lab\"}").refused(400);
        api.patch(servers + "one", "{\"name\":\"no good\"}").refused(400);
        api.patch(servers + "one", "{}").refused(400);
        api.patch(servers + "nope", "{\"name\":\"fine\"}").refused(404);
        assertThat(api.patch(servers, "{\"name\":\"three\"}").refused(400).message())
                .as("one more named server")
                .contains("maximum of 2");
    }

    @Test
    void whatIsSharedStaysSharedUnderTheNewName() {
        String friend = SharedHub.user("chg");
        api.send("PUT", servers + "one", "{}").ok(201);
        String admin = SharedHub.name("admin");
        HUB.admin(admin);
        HUB.api(admin)
                .post("/hub/api/shares/" + name + "/one", "{\"user\":\"" + friend + "\"}")
                .ok(200);
        api.patch(servers + "one", "{\"name\":\"other\"}").ok(200);
        JsonNode shared = HUB.api(friend)
                .get("/hub/api/users/" + friend + "/shared/" + name + "/other")
                .ok(200)
                .json();
        assertThat(shared.path("server").path("name").asString()).isEqualTo("other");
    }

    @Test
    void othersCannotChangeIt() {
        api.send("PUT", servers + "one", "{}").ok(201);
        ApiClient other = HUB.api(SharedHub.user("chg"));
        other.send("PUT", servers + "two", "{}").refused(404);
        other.patch(servers + "one", "{\"name\":\"mine\"}").refused(404);
        HUB.api(name, "read:servers!user")
                .patch(servers + "one", "{\"name\":\"mine\"}")
                .refused(403);
    }

    private List<String> details() {
        return HUB.jdbc()
                .sql("select detail::text from audit_events where action = 'SERVER_CHANGED' and target_name like ?")
                .param(name + "/%")
                .query(String.class)
                .list();
    }
}
