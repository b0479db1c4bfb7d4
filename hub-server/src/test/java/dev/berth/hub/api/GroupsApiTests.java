package dev.berth.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Groups (contract, section 2.7). */
class GroupsApiTests {

    private static final HubUnderTest HUB = SharedHub.HUB;
    private static final String GROUPS = "/hub/api/groups";
    private static ApiClient admin;

    @BeforeAll
    static void signIn() {
        HUB.admin("groups-admin");
        admin = HUB.api("groups-admin");
    }

    @Test
    void aGroupIsMadeFilledChangedAndRemoved() {
        String group = SharedHub.name("Lab");
        String ann = SharedHub.name("member");
        HUB.user(ann);
        JsonNode made = admin.post(GROUPS + "/" + group, "{\"users\": [\"" + ann + "\"]}")
                .ok(201)
                .json();
        assertThat(made.propertyNames()).containsExactlyInAnyOrder("kind", "name", "roles", "users", "properties");
        assertThat(made.path("users").get(0).asString()).isEqualTo(ann);
        admin.post(GROUPS + "/" + group).refused(409);
        String bob = SharedHub.name("member");
        HUB.user(bob);
        assertThat(admin.post(GROUPS + "/" + group + "/users", "{\"users\": [\"" + bob + "\"]}")
                        .ok(200)
                        .json()
                        .path("users"))
                .hasSize(2);
        assertThat(admin.send("DELETE", GROUPS + "/" + group + "/users", "{\"users\": [\"" + ann + "\"]}")
                        .ok(200)
                        .json()
                        .path("users")
                        .get(0)
                        .asString())
                .isEqualTo(bob);
        assertThat(admin.send("PUT", GROUPS + "/" + group + "/properties", "{\"budget\": {\"gpu\": 3}}")
                        .ok(200)
                        .json()
                        .path("properties")
                        .path("budget")
                        .path("gpu")
                        .asInt())
                .isEqualTo(3);
        assertThat(admin.delete(GROUPS + "/" + group).ok(204).body()).isEmpty();
        admin.get(GROUPS + "/" + group).refused(404);
        admin.delete(GROUPS + "/" + group).refused(404);
    }

    @Test
    void manyAreMadeAtOnceAndThoseThatExistAreLeftOut() {
        String one = SharedHub.name("many");
        String two = SharedHub.name("many");
        String both = "{\"groups\": [\"" + one + "\", \"" + two + "\"]}";
        admin.post(GROUPS + "/" + one).ok(201);
        JsonNode made = admin.post(GROUPS, both).ok(201).json();
        assertThat(made)
                .singleElement()
                .satisfies(group -> assertThat(group.path("name").asString()).isEqualTo(two));
        admin.post(GROUPS, both).refused(409);
    }

    @Test
    void listsArePagedAndShowOnlyWhatTheScopeCovers() {
        String mine = SharedHub.name("paged");
        admin.post(GROUPS + "/" + mine).ok(201);
        admin.post(GROUPS + "/" + SharedHub.name("paged")).ok(201);
        assertThat(admin.get(GROUPS + "?limit=1").ok(200).header("Link")).contains("rel=\"next\"");
        JsonNode page = HUB.api("groups-admin")
                .with("Accept", "application/jupyterhub-pagination+json")
                .get(GROUPS + "?limit=1")
                .ok(200)
                .json();
        assertThat(page.path("items")).hasSize(1);
        assertThat(page.path("_pagination").path("total").asInt()).isGreaterThan(1);
        JsonNode limited = HUB.api("groups-admin", "list:groups!group=" + mine)
                .get(GROUPS)
                .ok(200)
                .json();
        assertThat(limited)
                .singleElement()
                .satisfies(group -> assertThat(group.propertyNames()).containsExactlyInAnyOrder("kind", "name"));
        HUB.api(SharedHub.name("nobody")).get(GROUPS).refused(403);
    }

    @ParameterizedTest
    @CsvSource({
        "read:groups,kind name users properties",
        "read:groups:name,kind name",
        "read:roles:groups,kind name roles"
    })
    void theModelHasWhatTheScopeShows(String scope, String keys) {
        String group = SharedHub.name("shown");
        admin.post(GROUPS + "/" + group).ok(201);
        ApiClient limited = HUB.api("groups-admin", scope + "!group=" + group);
        assertThat(limited.get(GROUPS + "/" + group).ok(200).json().propertyNames())
                .containsExactlyInAnyOrder(keys.split(" "));
        limited.get(GROUPS + "/elsewhere").refused(404);
        limited.post(GROUPS + "/" + group + "/users", "{\"users\": []}").refused(403);
    }

    @Test
    void aLimitedScopeMakesNoGroupsInTheList() {
        ApiClient limited = HUB.api("groups-admin", "admin:groups!group=mine-alone");
        limited.post(GROUPS, "{\"groups\": [\"mine-alone\"]}").refused(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"groups\": []}",
                "{\"groups\": \"a\"}",
                "{\"groups\": [1]}",
                "{\"groups\": [\"\"]}",
                "{\"groups\": [\" a\"]}",
                "{\"groups\": [\"a/b\"]}",
                "{\"groups\": [\"..\"]}",
                "{\"groups\": [\"a\\u0007\"]}",
                "{\"groups\": [\"a\"], \"users\": [\"nobody-of-that-name\"]}",
                "{\"groups\": [\"a\"], \"color\": \"red\"}"
            })
    void whatIsNoGroupIsRefused(String body) {
        admin.post(GROUPS, body).refused(400);
    }

    @Test
    void propertiesAreAnObjectOfBearableLength() {
        String group = SharedHub.name("props");
        admin.post(GROUPS + "/" + group).ok(201);
        String path = GROUPS + "/" + group + "/properties";
        admin.send("PUT", path, "[1]").refused(400);
        admin.send("PUT", path, "{\"a\": \"" + "x".repeat(70_000) + "\"}").refused(400);
        admin.post(GROUPS + "/" + group + "/users", "{}").refused(400);
    }
}
