package dev.berth.auth.oauth2;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kind of provider: determines where its endpoints come from, and which claims it is known to supply. */
enum ProviderKind {
    /** OpenID Connect with a discovery document. */
    OIDC(null, "preferred_username", "sub", List.of("openid", "profile", "email")),
    /** Like OIDC; also recognizes Keycloak's error for a disabled user. */
    KEYCLOAK(null, "preferred_username", "sub", List.of("openid", "profile", "email")),
    /** GitHub or GitHub Enterprise Server, by its REST API. */
    GITHUB(null, "login", "id", List.of("read:user", "user:email", "read:org")),
    /** Google, with Workspace's hosted domains. */
    GOOGLE("https://accounts.google.com", "email", "sub", List.of("openid", "profile", "email")),
    /** OAuth2 with a userinfo endpoint, configured completely by hand. */
    GENERIC(null, "preferred_username", "sub", List.of());

    private final @Nullable String issuer;
    private final String nameClaim;
    private final String subjectClaim;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes them so.
    private final List<String> scopes;

    ProviderKind(@Nullable String issuer, String nameClaim, String subjectClaim, List<String> scopes) {
        this.issuer = issuer;
        this.nameClaim = nameClaim;
        this.subjectClaim = subjectClaim;
        this.scopes = scopes;
    }

    /** The only issuer of this kind; null if it must be configured. */
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

    /** Whether it identifies people by signed ID tokens. */
    boolean openId() {
        return this == OIDC || this == KEYCLOAK || this == GOOGLE;
    }
}
