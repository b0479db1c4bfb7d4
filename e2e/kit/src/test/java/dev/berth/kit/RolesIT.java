package dev.berth.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Tests define roles, and give them to users, groups and services. */
class RolesIT {

    @BothBaseUrls
    void aDefinedRoleGivesItsScopesToTheUserWhoGetsIt(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        kit.control("PUT", "roles/reader", "{\"scopes\": [\"list:users\"], \"description\": \"reads\"}")
                .ok(200);
        String token = kit.token("{\"user\": \"user\"}");
        kit.call(token, "GET", "hub/api/users").ok(403);
        kit.control("PATCH", "users/user", "{\"roles\": [\"user\", \"reader\"]}")
                .ok(200);
        kit.call(token, "GET", "hub/api/users").ok(200);
        assertThat(texts(kit.admin("GET", "users/user").json().path("roles"))).containsExactly("user", "reader");
        kit.control("DELETE", "roles/reader").ok(204);
        kit.call(token, "GET", "hub/api/users").ok(403);
        kit.control("GET", "roles/reader").ok(404);
    }

    @BothBaseUrls
    void aUserWithoutRolesMayOnlyIdentifyThemselves(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        String token = kit.token("{\"user\": \"user\"}");
        kit.control("PATCH", "users/user", "{\"roles\": []}").ok(200);
        assertThat(texts(kit.call(token, "GET", "hub/api/user").ok(200).json().path("scopes")))
                .containsExactly("read:users:groups!user=user", "read:users:name!user=user");
    }

    @BothBaseUrls
    void theAdministratorFlagAloneLeavesTheRoles(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        JsonNode user =
                kit.control("PATCH", "users/user", "{\"admin\": true}").ok(200).json();
        assertThat(user.path("admin").asBoolean()).isTrue();
        assertThat(texts(user.path("roles"))).containsExactly("user");
        kit.call(kit.token("{\"user\": \"user\"}"), "GET", "hub/api/users").ok(403);
    }

    @BothBaseUrls
    void membersOfAGroupHaveItsRoles(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        kit.control("PUT", "roles/reader", "{\"scopes\": [\"list:users\"]}").ok(200);
        kit.admin("POST", "groups/lab", "{\"users\": [\"user\"]}").ok(201);
        String token = kit.token("{\"user\": \"user\"}");
        kit.call(token, "GET", "hub/api/users").ok(403);
        JsonNode group = kit.control("PATCH", "groups/lab", "{\"roles\": [\"reader\"]}")
                .ok(200)
                .json();
        assertThat(texts(group.path("roles"))).containsExactly("reader");
        kit.call(token, "GET", "hub/api/users").ok(200);
        kit.control("GET", "groups/none").ok(404);
    }

    @BothBaseUrls
    void nobodyGivesAGroupsRoleToOthersWithoutItsPermissions(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        kit.control("PUT", "roles/reader", "{\"scopes\": [\"list:users\"]}").ok(200);
        kit.control("PUT", "roles/grouper", "{\"scopes\": [\"admin:groups\"]}").ok(200);
        kit.admin("POST", "groups/lab", "{}").ok(201);
        kit.control("PATCH", "groups/lab", "{\"roles\": [\"reader\"]}").ok(200);
        kit.control("PATCH", "users/user", "{\"roles\": [\"user\", \"grouper\"]}")
                .ok(200);
        kit.call(kit.token("{\"user\": \"user\"}"), "POST", "hub/api/groups/lab/users", "{\"users\": [\"user\"]}")
                .ok(403);
    }

    @BothBaseUrls
    void whatTheConfigurationWouldNotAcceptIsRefused(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        kit.control("PUT", "roles/reader", "{\"scopes\": [\"no:such\"]}").ok(400);
        kit.control("PUT", "roles/X", "{\"scopes\": []}").ok(400);
        kit.control("PATCH", "users/user", "{\"roles\": [\"none\"]}").ok(400);
        kit.control("DELETE", "roles/user").ok(400);
        kit.control("PUT", "roles/token", "{\"scopes\": []}").ok(501);
        assertThat(kit.control("GET", "roles").json().propertyNames())
                .containsExactly("admin", "server", "token", "user");
    }

    static List<String> texts(JsonNode list) {
        return list.valueStream().map(each -> each.asString("")).toList();
    }
}
