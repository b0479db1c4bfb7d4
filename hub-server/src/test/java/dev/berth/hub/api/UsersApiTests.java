package dev.berth.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.api.ApiClient.Answer;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.SharedHub;
import dev.berth.spi.route.HubPaths;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Reading users: the list and single users (contract, section 2.3). */
class UsersApiTests {

    private static final String PAGES = "application/jupyterhub-pagination+json";
    private static final HubUnderTest HUB = SharedHub.HUB;
    private static ApiClient admin;

    @BeforeAll
    static void users() {
        HUB.admin("list-admin");
        admin = HUB.api("list-admin");
        for (int i = 0; i < 5; i++) {
            HUB.user("paged" + i);
        }
    }

    @Test
    void longQueryReachesTheHandler() {
        assertThat(admin.get("/hub/api/users?name_filter=" + "a".repeat(14_000))
                        .ok(200)
                        .json())
                .isEmpty();
    }

    @Test
    void aBareListComesWithoutTheHeader() {
        Answer answer = admin.get("/hub/api/users?name_filter=paged").ok(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(names(answer.json())).containsExactly("paged0", "paged1", "paged2", "paged3", "paged4");
        assertThat(answer.header("Link")).isEmpty();
    }

    @Test
    void aBareListThatIsCutSaysWhereItGoesOn() {
        Answer answer = admin.get("/hub/api/users?name_filter=paged&limit=2").ok(200);
        assertThat(names(answer.json())).hasSize(2);
        assertThat(answer.header("Link")).contains("rel=\"next\"").contains("offset=2");
    }

    @Test
    void aPageTellsWhereItIsAndTheNextOneKeepsTheQuery() {
        JsonNode page = paged("/hub/api/users?include_stopped_servers&name_filter=paged&limit=2&offset=1");
        assertThat(names(page.path("items"))).containsExactly("paged1", "paged2");
        JsonNode paging = page.path("_pagination");
        assertThat(paging.path("offset").asInt()).isEqualTo(1);
        assertThat(paging.path("limit").asInt()).isEqualTo(2);
        assertThat(paging.path("total").asInt()).isEqualTo(5);
        assertThat(paging.path("next").path("offset").asInt()).isEqualTo(3);
        String url = paging.path("next").path("url").asString();
        assertThat(url)
                .startsWith("http://127.0.0.1:" + HUB.port() + "/hub/api/users?")
                .contains("include_stopped_servers")
                .contains("name_filter=paged");
        JsonNode last = paged(url);
        assertThat(names(last.path("items"))).containsExactly("paged3", "paged4");
        assertThat(last.path("_pagination").path("next").isNull()).isTrue();
    }

    /** Unmodified, it opens each page's address as it stands: the first page's last users are not the last to be looked at. */
    @Test
    void anIdleCullerComesToTheLastPageWhicheverWayItReachedTheHub() {
        for (boolean throughProxy : new boolean[] {false, true}) {
            ApiClient culler = HUB.api("list-admin").with("Accept", "application/jupyterhub-pagination+json");
            if (throughProxy) {
                culler.with(HubPaths.HOP_HEADER, HUB.proxySecret())
                        .with("X-Forwarded-Host", "hub.example")
                        .with("X-Forwarded-Proto", "http");
            }
            List<String> seen = new ArrayList<>();
            String url = "/hub/api/users?name_filter=paged&limit=2";
            while (url != null) {
                Answer answer = culler.get(url).ok(200);
                assertThat(answer.header("Content-Type")).isEqualTo("application/json");
                seen.addAll(names(answer.json().path("items")));
                JsonNode next = answer.json().path("_pagination").path("next");
                url = next.isNull() ? null : next.path("url").asString();
                if (throughProxy && url != null) {
                    assertThat(url).startsWith("http://hub.example/hub/api/users?");
                    url = url.substring("http://hub.example".length());
                }
            }
            assertThat(seen).containsExactly("paged0", "paged1", "paged2", "paged3", "paged4");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/jupyterhub-pagination+json", "text/html,*/*;q=0.8", "application/xml", "text/csv"})
    void answersAreJsonWhateverAProgramAccepts(String accept) {
        for (String path :
                new String[] {"/hub/api/users", "/hub/api/groups", "/hub/api/proxy", "/hub/api/user", "/hub/api/"}) {
            assertThat(HUB.api("list-admin")
                            .with("Accept", accept)
                            .get(path)
                            .ok(200)
                            .header("Content-Type"))
                    .as(path)
                    .isEqualTo("application/json");
        }
    }

    @ParameterizedTest
    @CsvSource({"limit=0,1", "limit=-7,1", "limit=3,3", "limit=100000,5", "offset=-4,5", "offset=2147483647,0"})
    void limitsAreBroughtIntoRange(String query, int expected) {
        JsonNode page = paged("/hub/api/users?name_filter=paged&" + query);
        assertThat(page.path("items").size()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=ten",
                "limit=",
                "limit=99999999999",
                "offset=1.5",
                "sort=--id",
                "sort=uid",
                "state=gone",
                "state=",
                "name_filter=%00"
            })
    void queriesThatMeanNothingAreRefused(String query) {
        if (query.equals("state=")) {
            admin.get("/hub/api/users?" + query).ok(200);
            return;
        }
        admin.get("/hub/api/users?" + query).refused(400);
    }

    @Test
    void filtersOfNamesAreTakenLiterally() {
        for (String filter : List.of("p%25d", "paged%5C", "_aged", "paged'", "%25aged%25")) {
            assertThat(admin.get("/hub/api/users?name_filter=" + filter).ok(200).json())
                    .as(filter)
                    .isEmpty();
        }
        assertThat(names(admin.get("/hub/api/users?name_filter=PAGED4").json())).containsExactly("paged4");
    }

    @Test
    void listsAreSorted() {
        assertThat(names(
                        admin.get("/hub/api/users?name_filter=paged&sort=-name").json()))
                .containsExactly("paged4", "paged3", "paged2", "paged1", "paged0");
        assertThat(names(admin.get("/hub/api/users?name_filter=paged&sort=-id").json()))
                .startsWith("paged4");
        admin.get("/hub/api/users?sort=last_activity").ok(200);
        admin.get("/hub/api/users?sort=-last_activity").ok(200);
    }

    @Test
    void statesFilterByServers() {
        String prefix = SharedHub.name("state");
        String ready = prefix + "-ready";
        String pending = prefix + "-pending";
        String idle = prefix + "-idle";
        HUB.user(idle);
        HUB.startServer(ready, "");
        HUB.await(ready, ServerState.READY);
        SharedHub.WORLD.holdStarts(true);
        try {
            HUB.startServer(pending, "");
            HUB.await(pending, ServerState.PENDING_START);
            assertThat(inState(prefix, "active")).containsExactlyInAnyOrder(ready, pending);
            assertThat(inState(prefix, "ready")).containsExactly(ready);
            assertThat(inState(prefix, "inactive")).containsExactly(idle);
        } finally {
            SharedHub.WORLD.holdStarts(false);
            HUB.stopServer(pending);
        }
    }

    @Test
    void aListShowsOnlyTheRowsThatTheScopeCovers() {
        ApiClient limited = HUB.api("list-admin", "list:users!user=paged1", "read:users!user=paged1");
        assertThat(names(limited.get("/hub/api/users").ok(200).json())).containsExactly("paged1");
        Answer none = HUB.api("paged2").get("/hub/api/users").refused(403);
        assertThat(none.message())
                .isEqualTo("Action is not authorized with current scopes; requires any of [list:users]");
    }

    @Test
    void whatIsHiddenLooksLikeWhatIsNotThere() {
        ApiClient user = HUB.api("paged3");
        Answer hidden = user.get("/hub/api/users/paged4").refused(404);
        Answer missing = user.get("/hub/api/users/nobody-at-all").refused(404);
        assertThat(hidden.body()).isEqualTo(missing.body());
        assertThat(hidden.message()).isEqualTo("No access to resources or resources not found");
        user.get("/hub/api/users/paged3").ok(200);
        HUB.api("paged3", "tokens!user").get("/hub/api/groups/x").refused(403);
    }

    @Test
    void theNameInAPathIsNotLowerCasedAndHasNoSlash() {
        admin.get("/hub/api/users/PAGED0").refused(404);
        admin.get("/hub/api/users/").refused(404);
        admin.get("/hub/api/users/%2e%2e").refused(400);
        assertThat(admin.get("/hub/api/users/a%2fb").status()).isEqualTo(400);
        admin.get("/hub/api/users/paged0;x=1").refused(400);
        admin.send("PUT", "/hub/api/users/paged0", "{}").refused(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann@example.org", "jürgen", "two words", "50%", "a;b", "c++", "x%41", "q?a", "#1", "王"})
    void unusualNamesHaveAnAddress(String name) {
        HUB.user(name);
        String segment = dev.berth.spi.route.CanonicalPath.segment(name);
        JsonNode model = admin.get("/hub/api/users/" + segment).ok(200).json();
        assertThat(model.path("name").asString()).isEqualTo(name);
        admin.post("/hub/api/users/" + segment + "/activity", "{\"last_activity\":\"2026-01-01T00:00:00Z\"}")
                .ok(200);
    }

    @ParameterizedTest
    @CsvSource({
        "read:users,kind name admin user_info roles groups server pending created last_activity",
        "read:users:name,kind name admin user_info",
        "read:users:groups,kind name groups",
        "read:users:activity,kind name last_activity",
        "read:servers,kind name admin user_info servers",
        "read:roles:users,kind name roles admin",
    })
    void theModelHasWhatTheScopeShows(String scope, String keys) {
        HUB.user("shown");
        JsonNode model = HUB.api("list-admin", scope + "!user=shown")
                .get("/hub/api/users/shown")
                .ok(200)
                .json();
        assertThat(model.propertyNames()).containsExactlyInAnyOrder(keys.split(" "));
    }

    @Test
    void serversThatAreStoppedAreShownOnDemandOnly() {
        String name = SharedHub.ready("shown");
        ApiClient user = HUB.api(name);
        JsonNode running = user.get("/hub/api/users/" + name).ok(200).json();
        assertThat(running.path("server").asString()).isEqualTo("/user/" + name + "/");
        assertThat(running.path("servers").path("").path("ready").asBoolean()).isTrue();
        HUB.stopServer(name);
        HUB.await(name, ServerState.STOPPED);
        assertThat(user.get("/hub/api/users/" + name).json().path("servers")).isEmpty();
        JsonNode stopped =
                user.get("/hub/api/users/" + name + "?include_stopped_servers").json();
        assertThat(stopped.path("servers").path("").path("stopped").asBoolean()).isTrue();
        assertThat(stopped.path("server").isNull()).isTrue();
    }

    private static List<String> inState(String prefix, String state) {
        return names(admin.get("/hub/api/users?name_filter=" + prefix + "&state=" + state)
                .ok(200)
                .json());
    }

    private static JsonNode paged(String path) {
        return HUB.api("list-admin").with("Accept", PAGES).get(path).ok(200).json();
    }

    private static List<String> names(JsonNode users) {
        return users.valueStream().map(user -> user.path("name").asString()).toList();
    }
}
