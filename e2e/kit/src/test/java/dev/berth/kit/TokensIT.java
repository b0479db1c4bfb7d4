package dev.berth.kit;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** Tests make tokens with values and permissions of their choice. */
class TokensIT {

    @BothBaseUrls
    void aTokenHasTheWantedValueScopesAndNote(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        JsonNode made = kit.control(
                        "POST",
                        "tokens",
                        "{\"user\": \"user\", \"token\": \"short\", \"scopes\": [\"read:users:name!user\"], \"note\": \"n\","
                                + " \"expires_in\": 60}")
                .ok(201)
                .json();
        assertThat(made.path("token").asString("")).isEqualTo("short");
        kit.call("short", "GET", "hub/api/user").ok(200);
        JsonNode shown = kit.admin("GET", "users/user/tokens/" + made.path("id").asString(""))
                .ok(200)
                .json();
        assertThat(shown.path("note").asString("")).isEqualTo("n");
        assertThat(shown.path("expires_at").isNull()).isFalse();
        kit.control("POST", "tokens", "{\"user\": \"admin\", \"token\": \"short\"}")
                .ok(400);
        kit.control("POST", "tokens", "{\"user\": \"nobody\"}").ok(404);
        kit.control("POST", "tokens", "{}").ok(400);
    }

    @BothBaseUrls
    void theSameValueCanBeUsedAgainAfterAReset(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        kit.token("{\"user\": \"user\", \"token\": \"once-more\"}");
        kit.call("once-more", "GET", "hub/api/user").ok(200);
        kit.control("POST", "reset").ok(204);
        kit.call("once-more", "GET", "hub/api/user").ok(403);
        kit.token("{\"user\": \"user\", \"token\": \"once-more\"}");
        kit.call("once-more", "GET", "hub/api/user").ok(200);
    }

    @BothBaseUrls
    void rolesStandForTheirScopes(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        kit.call(kit.token("{\"user\": \"admin\", \"roles\": [\"token\"]}"), "GET", "hub/api/users")
                .ok(200);
        kit.call(kit.token("{\"user\": \"admin\", \"roles\": [\"user\"]}"), "GET", "hub/api/users")
                .ok(403);
    }

    @BothBaseUrls
    void storedScopesAreOverwrittenWhateverTheOwnerMayDo(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        JsonNode made = kit.control("POST", "tokens", "{\"user\": \"user\", \"oauth_client\": \"some-client\"}")
                .ok(201)
                .json();
        String id = made.path("id").asString("");
        String token = made.path("token").asString("");
        assertThat(kit.control("GET", "oauth-clients/some-client")
                        .ok(200)
                        .json()
                        .path("identifier")
                        .asString(""))
                .isEqualTo("some-client");
        kit.control("PATCH", "tokens/user/" + id, "{\"scopes\": [\"list:users\"], \"oauth_client\": \"other\"}")
                .ok(200);
        // Cut down to what the owner may do at each use.
        kit.call(token, "GET", "hub/api/users").ok(403);
        kit.control("GET", "oauth-clients/some-client").ok(404);
        kit.control("GET", "oauth-clients/other").ok(200);
        kit.control("PATCH", "tokens/user/a0", "{\"scopes\": []}").ok(404);
    }
}
