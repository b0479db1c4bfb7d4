package dev.berth.kit;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** Tests see and set what the hub stores about users. */
class UsersIT {

    @BothBaseUrls
    void theLastActivityIsSetExactly(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        kit.control("PATCH", "users/user", "{\"last_activity\": \"2020-02-03T04:05:06Z\"}")
                .ok(200);
        assertThat(kit.admin("GET", "users/user").json().path("last_activity").asString(""))
                .startsWith("2020-02-03T04:05:06");
        kit.control("PATCH", "users/user", "{\"last_activity\": null}").ok(200);
        assertThat(kit.admin("GET", "users/user").json().path("last_activity").isNull())
                .isTrue();
    }

    @BothBaseUrls
    void aSignInIsConfirmedWhenItHappens(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        assertThat(kit.control("GET", "users/user")
                        .ok(200)
                        .json()
                        .path("auth_refreshed")
                        .isNull())
                .isTrue();
        kit.control("PATCH", "users/user", "{\"auth_refreshed\": 5}").ok(400);
        assertThat(kit.browser().signIn("User", "user")).isEqualTo(302);
        JsonNode user = kit.control("GET", "users/user").json();
        double confirmed = user.path("auth_refreshed").asDouble();
        assertThat(confirmed).isPositive();
        assertThat(user.path("has_auth_state").asBoolean()).isFalse();
        kit.control("PATCH", "users/user", "{\"auth_refreshed\": " + (confirmed - 100) + "}")
                .ok(200);
        assertThat(kit.control("GET", "users/user")
                        .json()
                        .path("auth_refreshed")
                        .asDouble())
                .isBetween(confirmed - 101, confirmed - 99);
    }

    @BothBaseUrls
    void anybodySignsInWithTheirNameAsThePasswordAndWithNothingElse(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        assertThat(kit.browser().signIn("Newcomer", "wrong")).isEqualTo(403);
        assertThat(kit.browser().signIn("Newcomer", "Newcomer")).isEqualTo(302);
        kit.admin("GET", "users/newcomer").ok(200);
    }

    @BothBaseUrls
    void adminIsAnAdministratorAfterEachSignIn(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        kit.admin("POST", "users", "{\"usernames\": [\"other\"], \"admin\": true}")
                .ok(201);
        kit.admin("PATCH", "users/admin", "{\"admin\": false}").ok(200);
        assertThat(kit.browser().signIn("admin", "admin")).isEqualTo(302);
        assertThat(kit.control("GET", "users/admin").json().path("admin").asBoolean())
                .isTrue();
        assertThat(kit.browser().signIn("other", "other")).isEqualTo(302);
        assertThat(kit.control("GET", "users/other").json().path("admin").asBoolean())
                .isTrue();
    }

    @BothBaseUrls
    void aNameThatTheProviderDoesNotKnowCannotBeCreated(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        kit.admin("POST", "users/dne-ann").ok(400);
        kit.admin("POST", "users", "{\"usernames\": [\"ann\", \"DNE\"]}").ok(400);
        kit.admin("GET", "users/ann").ok(404);
        kit.control("GET", "users/nobody").ok(404);
    }
}
