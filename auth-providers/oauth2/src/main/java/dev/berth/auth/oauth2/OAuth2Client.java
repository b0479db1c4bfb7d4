package dev.berth.auth.oauth2;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The hub's registration as a client of one provider.
 *
 * @param kind oidc, keycloak, github, google or generic
 * @param label its name on the sign-in page; the id if not set
 * @param issuer the issuer, whose discovery document contains the rest; for oidc and keycloak
 * @param clientId the hub's client ID at the provider
 * @param clientSecret the hub's client secret
 * @param clientSecretFile file with the client secret, read at each start
 * @param clientAuthentication how the hub sends its client secret: basic, post, or none for a public client; if not set, as the provider
 *     advertises
 * @param scopes the scopes to request; the default depends on the kind
 * @param parameters additional parameters for the authorization request, such as {@code prompt}
 * @param signOut whether to offer people to sign out at the provider as well
 * @param claims which claims identify a person
 * @param endpoints endpoints of a generic provider or a GitHub Enterprise Server
 * @param github rules for GitHub
 * @param google rules for Google
 * @param connection how the hub reaches the provider
 */
record OAuth2Client(
        @Nullable ProviderKind kind,
        @Nullable String label,
        @Nullable URI issuer,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @Nullable Path clientSecretFile,
        @Nullable ClientAuthentication clientAuthentication,
        @DefaultValue List<String> scopes,
        @DefaultValue Map<String, String> parameters,
        @DefaultValue("true") boolean signOut,
        @DefaultValue Claims claims,
        @DefaultValue Endpoints endpoints,
        @DefaultValue GitHub github,
        @DefaultValue Google google,
        @DefaultValue Connection connection) {

    OAuth2Client {
        scopes = List.copyOf(scopes);
        parameters = Map.copyOf(parameters);
    }

    /** How a client authenticates itself (RFC 6749, section 2.3). */
    enum ClientAuthentication {
        BASIC,
        POST,
        NONE
    }

    /**
     * How claims are mapped to an identity. Name a nested claim with dots, such as {@code realm_access.roles}.
     *
     * @param subject the claim that identifies the person; the default depends on the kind
     * @param username the claim with the username; the default depends on the kind
     * @param usernameExpression a CEL expression on {@code claims} that replaces {@code username}
     * @param stripDomains domains to remove from a name such as {@code name@company.com}; other domains are kept, so that the same name in
     *     another domain is a different user
     * @param groups the claim with the list of the person's groups
     * @param uid the claim with the POSIX user id; people without it are rejected
     * @param gid the claim with the POSIX primary group id
     */
    record Claims(
            @Nullable String subject,
            @Nullable String username,
            @Nullable String usernameExpression,
            @DefaultValue List<String> stripDomains,
            @Nullable String groups,
            @Nullable String uid,
            @Nullable String gid) {
        Claims {
            stripDomains = List.copyOf(stripDomains);
        }
    }

    /**
     * Endpoints.
     *
     * @param authorization the authorization endpoint, to which the browser is redirected
     * @param token the token endpoint
     * @param userInfo the userinfo endpoint
     * @param api GitHub's REST API
     * @param groups where groups are read that did not fit into an Entra ID token: Microsoft Graph, with one property in {@code $select}
     *     by which groups are named, such as {@code https://graph.microsoft.com/v1.0/me/transitiveMemberOf?$select=id&$top=999}
     */
    record Endpoints(
            @Nullable URI authorization,
            @Nullable URI token,
            @Nullable URI userInfo,
            @Nullable URI api,
            @Nullable URI groups) {}

    /**
     * GitHub.
     *
     * @param organizations only members of these organizations ({@code org}) or teams ({@code org:team-slug}) are allowed; everybody if not
     *     set
     */
    record GitHub(@DefaultValue List<String> organizations) {
        GitHub {
            organizations = List.copyOf(organizations);
        }
    }

    /**
     * Google.
     *
     * @param hostedDomains only accounts of these Workspace domains are allowed; all Google accounts if not set
     * @param serviceAccountFile key (JSON) of a service account that can read groups on behalf of the administrator; without it Google does
     *     not return groups
     * @param administrator email address of the administrator on whose behalf groups are read
     * @param nestedGroups whether nested groups count as well; each of them needs one more request to Google
     */
    record Google(
            @DefaultValue List<String> hostedDomains,
            @Nullable Path serviceAccountFile,
            @Nullable String administrator,
            @DefaultValue("false") boolean nestedGroups) {
        Google {
            hostedDomains = List.copyOf(hostedDomains);
        }
    }

    /**
     * Outgoing requests.
     *
     * @param proxy HTTP proxy, such as {@code http://proxy.example.org:3128}
     * @param caFile certificates (PEM) to trust instead of those of the Java installation
     * @param connectTimeout how long to wait for a connection
     * @param readTimeout how long to wait for a response
     */
    record Connection(
            @Nullable URI proxy,
            @Nullable Path caFile,
            @DefaultValue("5s") Duration connectTimeout,
            @DefaultValue("10s") Duration readTimeout) {}

    /** Path of the claim with the groups. */
    String groupsClaim() {
        return claims.groups() == null ? "groups" : claims.groups();
    }

    /** The kind; a client without one has been refused before. */
    ProviderKind kindOrOidc() {
        return kind == null ? ProviderKind.OIDC : kind;
    }

    List<String> effectiveScopes() {
        return scopes.isEmpty() ? kindOrOidc().scopes() : scopes;
    }

    @Nullable String effectiveIssuer() {
        String fixed = kindOrOidc().issuer();
        return issuer == null ? fixed : issuer.toString();
    }

    /** Omits the secret. */
    @Override
    public String toString() {
        return "OAuth2Client[" + kind + ", " + clientId + "]";
    }
}
