package dev.berth.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** The configuration changes while the hub runs, and a reset gives it back. */
class SettingsIT {

    @BothBaseUrls
    void pagesHaveTheWantedLength(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        kit.control("PATCH", "settings", "{\"api_page_max_limit\": 1}").ok(204);
        assertThat(kit.admin("GET", "users").ok(200).json()).hasSize(1);
        kit.control("PATCH", "settings", "{\"api_page_max_limit\": null}").ok(204);
        assertThat(kit.admin("GET", "users").ok(200).json()).hasSize(2);
    }

    @BothBaseUrls
    void namedServersAreAllowedUntilAReset(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        kit.admin("POST", "users/user/servers/box").ok(400);
        kit.control("PATCH", "settings", "{\"allow_named_servers\": true, \"named_server_limit_per_user\": 1}")
                .ok(204);
        kit.admin("POST", "users/user/servers/box").ok(201);
        kit.admin("POST", "users/user/servers/more").ok(400);
        kit.control("POST", "reset").ok(204);
        kit.admin("POST", "users/user/servers/box").ok(400);
    }

    @BothBaseUrls
    void limitsOfServersHold(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        kit.control("PATCH", "settings", "{\"active_server_limit\": 1}").ok(204);
        kit.admin("POST", "users/user/server").ok(201);
        kit.admin("POST", "users/admin/server").ok(429);
    }

    @BothBaseUrls
    void tokensExpireAndNamesMatchAPattern(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        kit.control("PATCH", "settings", "{\"token_expires_in_max_seconds\": 60, \"username_pattern\": \"w.*\"}")
                .ok(204);
        kit.admin("POST", "users/user/tokens", "{\"expires_in\": 61}").ok(400);
        kit.admin("POST", "users/user/tokens", "{\"expires_in\": 60}").ok(201);
        assertThat(kit.browser().signIn("xena", "xena")).isEqualTo(403);
        assertThat(kit.browser().signIn("willy", "willy")).isEqualTo(302);
    }

    @BothBaseUrls
    void customScopesExistOnceTheyAreDefined(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        String role = "{\"scopes\": [\"custom:grades:all\"]}";
        kit.control("PUT", "roles/teacher", role).ok(400);
        kit.control(
                        "PATCH",
                        "settings",
                        "{\"custom_scopes\": {\"custom:grades:all\": {\"description\": \"Grades\", "
                                + "\"subscopes\": [\"custom:grades:read\"]}, \"custom:grades:read\": {\"description\": \"Read\"}}}")
                .ok(204);
        kit.control("PUT", "roles/teacher", role).ok(200);
        kit.control("PATCH", "users/user", "{\"roles\": [\"teacher\"]}").ok(200);
        JsonNode user = kit.call(kit.token("{\"user\": \"user\"}"), "GET", "hub/api/user")
                .ok(200)
                .json();
        assertThat(RolesIT.texts(user.path("scopes"))).contains("custom:grades:all", "custom:grades:read");
    }

    @BothBaseUrls
    void whatBerthDoesNotHaveIsRefusedByName(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        assertThat(kit.control("PATCH", "settings", "{\"shutdown_on_logout\": true}")
                        .ok(501)
                        .body())
                .contains("shutdown_on_logout");
        kit.control("PATCH", "settings", "{\"named_server_limit_per_user\": {\"admin\": 1}}")
                .ok(501);
        kit.control("PATCH", "settings", "{\"spawner\": \"form\"}").ok(501);
        kit.control("PATCH", "settings", "{\"slow\": 1}").ok(400);
        kit.control("PATCH", "settings", "{\"username_pattern\": \"[\"}").ok(400);
        kit.control("PATCH", "settings", "{\"api_page_default_limit\": 0}").ok(400);
    }

    @BothBaseUrls
    void theFirstPageIsTheWantedOne(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        kit.control("PATCH", "settings", "{\"default_url\": \"/hub/home\"}").ok(204);
        KitBrowser browser = kit.browser();
        assertThat(browser.signIn("user", "user")).isEqualTo(302);
        assertThat(browser.get("hub/").headers().firstValue("Location"))
                .hasValueSatisfying(page -> assertThat(page).endsWith(baseUrl + "hub/home"));
    }

    @BothBaseUrls
    void anExpiredSignInEndsTheSession(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        KitBrowser browser = kit.browser();
        assertThat(browser.signIn("user", "user")).isEqualTo(302);
        assertThat(browser.get("hub/home").statusCode()).isEqualTo(200);
        kit.control("PATCH", "settings", "{\"refresh_user\": \"expired\"}").ok(204);
        kit.control("PATCH", "users/user", "{\"auth_refreshed\": 1}").ok(200);
        Awaitility.await().until(() -> browser.get("hub/home").statusCode() == 302);
    }
}
