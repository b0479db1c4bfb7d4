package dev.berth.hub.api.berth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.api.ApiClient;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.UserName;
import dev.berth.spi.route.HubPaths;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Administrators' view of the installation, and actions on many items. */
class OperationsApiTests {

    private static final HubUnderTest HUB = SharedHub.HUB;
    private static final String BERTH = "/hub/api/berth/";
    private static ApiClient admin;

    @BeforeAll
    static void signIn() {
        admin = HUB.api(HUB.admin(SharedHub.name("operator")).name().value());
    }

    @Test
    void activeServersAreListedWithTheirAgeAndPlace() {
        String name = SharedHub.ready("listed");
        JsonNode server = servers("user=" + name).get(0);
        assertThat(server.path("state").asString()).isEqualTo("ready");
        assertThat(server.path("profile").asString()).isEqualTo("lab");
        assertThat(server.path("node").asString()).isNotBlank();
        assertThat(server.path("age_seconds").asLong()).isBetween(0L, 600L);
        assertThat(server.path("idle_timeout_seconds").asLong()).isEqualTo(1_800);
        assertThat(server.path("culling_look").isNull()).isTrue();
        String node = server.path("node").asString();
        assertThat(servers("state=ready&profile=lab&sort=last-activity&descending=true&user=" + name + "&node=" + node))
                .hasSize(1);
        assertThat(servers("state=pending-start&user=" + name)).isEmpty();
        assertThat(servers("profile=none&user=" + name)).isEmpty();
        assertThat(servers("node=elsewhere&user=" + name)).isEmpty();
        HUB.stopServer(name);
        HUB.await(name, ServerState.STOPPED);
        assertThat(servers("user=" + name)).isEmpty();
        assertThat(servers("state=stopped&user=" + name)).hasSize(1);
    }

    @Test
    void whoSeesOnlySomeUsersSeesOnlyTheirServers() {
        String mine = SharedHub.ready("seen");
        SharedHub.ready("unseen");
        JsonNode items = HUB.api(mine).get(BERTH + "servers").ok(200).json().path("items");
        assertThat(items.valueStream().map(item -> item.path("user").asString()))
                .containsExactly(mine);
    }

    @Test
    void thePartsTellHowTheyAre() {
        JsonNode health = admin.get(BERTH + "health").ok(200).json();
        assertThat(health.path("parts")
                        .valueStream()
                        .map(part -> part.path("kind").asString()))
                .contains("database", "hub", "spawner");
        JsonNode database = health.path("parts").get(0);
        assertThat(database.path("state").asString()).isNotEqualTo("down");
        assertThat(database.path("facts").path("version").asString()).startsWith("18");
        HUB.api(SharedHub.name("curious")).get(BERTH + "health").refused(403);
    }

    @Test
    void theConfigurationIsToldWithoutSecrets() {
        JsonNode settings = admin.get(BERTH + "configuration").ok(200).json().path("settings");
        JsonNode url = settings.valueStream()
                .filter(each -> each.path("key").asString().equals("berth.database.url"))
                .findFirst()
                .orElseThrow();
        assertThat(url.path("set").asBoolean()).isTrue();
        assertThat(url.path("value").isNull()).isTrue();
        HUB.api(HUB.admin(SharedHub.name("robot")).name().value(), "read:hub")
                .get(BERTH + "configuration")
                .refused(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?period=day", "?period=week", "?period=month"})
    void chartsHaveAPointForEachStep(String query) {
        JsonNode charts = admin.get(BERTH + "statistics" + query).ok(200).json();
        assertThat(charts.path("active").size()).isEqualTo(charts.path("starts").size() + 1);
        assertThat(charts.path("step_seconds").asLong()).isPositive();
        admin.get(BERTH + "statistics?period=century").refused(400);
    }

    @Test
    void whatWouldHappenIsToldAndThenHappensToWhatIsNamed() {
        String name = SharedHub.ready("many");
        JsonNode plan = bulk(true, "stop-servers", null, name);
        assertThat(plan.path("items").get(0).path("item").asString()).isEqualTo(name + "/");
        assertThat(outcomes(plan)).containsExactly("would-change");
        assertThat(HUB.view(name).state()).isEqualTo(ServerState.READY);
        assertThat(outcomes(bulk(false, "stop-servers", null, name + "/", "nobody/", name + "/none")))
                .containsExactly("changed", "refused", "refused");
        HUB.await(name, ServerState.STOPPED);
        assertThat(outcomes(bulk(false, "stop-servers", null, name + "/"))).containsExactly("nothing-to-do");
    }

    @Test
    void accountsAreClosedAndOpenedTogether() {
        String one = SharedHub.name("bulk");
        String two = SharedHub.name("bulk");
        HUB.user(one);
        HUB.user(two);
        assertThat(outcomes(bulk(true, "disable-users", null, one, two, "nobody-here")))
                .containsExactly("would-change", "would-change", "refused");
        assertThat(outcomes(bulk(false, "disable-users", null, one, two))).containsExactly("changed", "changed");
        assertThat(HUB.user(one).active()).isFalse();
        assertThat(outcomes(bulk(false, "disable-users", null, one))).containsExactly("nothing-to-do");
        assertThat(outcomes(bulk(false, "enable-users", null, one, two))).containsExactly("changed", "changed");
        assertThat(HUB.user(two).active()).isTrue();
    }

    @Test
    void usersComeIntoAGroupTogetherAndLeaveIt() {
        String group = SharedHub.name("group");
        HUB.bean(Groups.class).create(group, Actor.policy("test"));
        String one = SharedHub.name("grouped");
        HUB.user(one);
        assertThat(outcomes(bulk(false, "add-to-group", group, one))).containsExactly("changed");
        assertThat(HUB.bean(Groups.class).members(group)).containsExactly(one);
        assertThat(outcomes(bulk(true, "add-to-group", group, one))).containsExactly("nothing-to-do");
        assertThat(outcomes(bulk(false, "remove-from-group", group, one))).containsExactly("changed");
        assertThat(outcomes(bulk(false, "add-to-group", "no-such-group", one))).containsExactly("refused");
    }

    @Test
    void manyIsNoWayAroundWhatOneMayNot() {
        String victim = SharedHub.name("victim");
        HUB.admin(victim);
        String helper = SharedHub.name("helper");
        HUB.user(helper);
        HUB.bean(Groups.class).create("helpers", Actor.policy("test"));
        HUB.bean(Groups.class).change("helpers", Set.of(new UserName(helper)), Set.of(), Actor.policy("test"));
        ApiClient client = HUB.api(helper);
        assertThat(outcomes(client.post(BERTH + "bulk", body(false, "disable-users", null, victim, helper))
                        .ok(200)
                        .json()))
                .containsExactly("refused", "refused");
        assertThat(HUB.user(victim).active()).isTrue();
        assertThat(outcomes(HUB.api(SharedHub.name("plain"))
                        .post(BERTH + "bulk", body(false, "disable-users", null, victim))
                        .ok(200)
                        .json()))
                .containsExactly("refused");
        assertThat(outcomes(client.post(BERTH + "bulk", body(false, "add-to-group", "helpers", victim))
                        .ok(200)
                        .json()))
                .containsExactly("refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"action\": \"explode\", \"items\": [\"a\"]}",
                "{\"action\": \"stop-servers\", \"items\": []}",
                "{\"action\": \"stop-servers\", \"items\": [\"a\"], \"group\": \"g\"}",
                "{\"action\": \"add-to-group\", \"items\": [\"a\"]}",
                "{\"action\": \"stop-servers\", \"items\": \"a\"}",
                "{\"action\": \"stop-servers\", \"items\": [\"a\"], \"force\": true}"
            })
    void wishesThatMeanNothingAreRefused(String body) {
        admin.post(BERTH + "bulk", body).refused(400);
    }

    @Test
    void anAdministratorSaysWhyAndTheOwnerReadsIt() {
        String owner = SharedHub.ready("visited");
        String path = BERTH + "users/" + owner + "/server-access";
        admin.post(path, "{}").refused(400);
        admin.post(path, "{\"reason\": \" \"}").refused(400);
        admin.post(path, "{\"reason\": \"" + "x".repeat(501) + "\"}").refused(400);
        ApiClient program = HUB.api(HUB.admin(SharedHub.name("operator")).name().value())
                .with(HubPaths.HOP_HEADER, HUB.proxySecret());
        assertThat(program.get("/user/" + owner + "/api/status").status()).isEqualTo(403);
        assertThat(program.get("/user/" + owner + "/api/status").message()).contains(path);
        assertThat(HUB.browser(SharedHub.name("operator"))
                        .get("/user/" + owner + "/")
                        .statusCode())
                .isEqualTo(403);
        JsonNode entry =
                admin.post(path, "{\"reason\": \"<b>ticket 12</b>\"}").ok(201).json();
        assertThat(entry.path("until").asString())
                .isGreaterThan(entry.path("entered_at").asString());
        JsonNode read = HUB.api(owner).get(path).ok(200).json().path("entries");
        assertThat(read).hasSize(1);
        assertThat(read.get(0).path("reason").asString()).isEqualTo("<b>ticket 12</b>");
        HUB.api(owner).post(path, "{\"reason\": \"mine\"}").refused(400);
        HUB.api(SharedHub.name("stranger"))
                .post(path, "{\"reason\": \"let me in\"}")
                .refused(404);
        HUB.api(SharedHub.name("stranger")).get(path).refused(404);
        admin.post(BERTH + "users/" + owner + "/servers/none/access", "{\"reason\": \"why not\"}")
                .refused(404);
        JsonNode recorded = admin.get(BERTH + "audit?action=server-entered&person=" + owner)
                .ok(200)
                .json()
                .path("events")
                .get(0);
        assertThat(recorded.path("detail").path("reason").asString()).isEqualTo("<b>ticket 12</b>");
        assertThat(recorded.path("target").asString()).isEqualTo(owner + "/");
    }

    private static JsonNode servers(String query) {
        return admin.get(BERTH + "servers?" + query).ok(200).json().path("items");
    }

    private static JsonNode bulk(boolean dryRun, String action, String group, String... items) {
        return admin.post(BERTH + "bulk", body(dryRun, action, group, items))
                .ok(200)
                .json();
    }

    private static String body(boolean dryRun, String action, String group, String... items) {
        return "{\"action\": \"" + action + "\", \"dry_run\": " + dryRun
                + (group == null ? "" : ", \"group\": \"" + group + "\"") + ", \"items\": [\""
                + String.join("\", \"", items) + "\"]}";
    }

    private static List<String> outcomes(JsonNode answer) {
        return answer.path("items")
                .valueStream()
                .map(item -> item.path("outcome").asString())
                .toList();
    }
}
