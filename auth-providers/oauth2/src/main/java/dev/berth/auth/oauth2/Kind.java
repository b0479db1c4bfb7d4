package dev.berth.auth.oauth2;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What kind of provider it is: where its addresses come from, and which claims it is known to give. */
enum Kind {
    /** OpenID Connect by its discovery document. */
    OIDC(null, "preferred_username", "sub", List.of("openid", "profile", "email")),
    /** As OIDC; also understood is what Keycloak says of a disabled person. */
    KEYCLOAK(null, "preferred_username", "sub", List.of("openid", "profile", "email")),
    /** GitHub or GitHub Enterprise Server, by its REST API. */
    GITHUB(null, "login", "id", List.of("read:user", "user:email", "read:org")),
    /** Google, with Workspace's hosted domains. */
    GOOGLE("https://accounts.google.com", "email", "sub", List.of("openid", "profile", "email")),
    /** OAuth2 with a user-info address, all by configuration. */
    GENERIC(null, "preferred_username", "sub", List.of());

    private final @Nullable String issuer;
    private final String nameClaim;
    private final String subjectClaim;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes them so.
    private final List<String> scopes;

    Kind(@Nullable String issuer, String nameClaim, String subjectClaim, List<String> scopes) {
        this.issuer = issuer;
        this.nameClaim = nameClaim;
        this.subjectClaim = subjectClaim;
        this.scopes = scopes;
    }

    /** The one issuer of this kind; null where it is configured. */
    @Nullable String issuer() {
        return issuer;
    }

    String nameClaim() {
        return nameClaim;
    }

    String subjectClaim() {
        return subjectClaim;
    }

    List<String> scopes() {
        return scopes;
    }

    /** Whether it asserts people by signed ID tokens. */
    boolean openId() {
        return this == OIDC || this == KEYCLOAK || this == GOOGLE;
    }
}
