package dev.berth.auth.oauth2;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The hub as a client of one provider.
 *
 * @param kind oidc, keycloak, github, google or generic
 * @param label its name on the sign-in page; the id if it is not set
 * @param issuer the issuer, whose discovery document tells the rest; for oidc and keycloak
 * @param clientId the hub's id at the provider
 * @param clientSecret the hub's secret there
 * @param clientSecretFile file with the secret, read at each start
 * @param clientAuthentication how the hub shows its secret: basic, post, or none for a public client; what the provider says, if it is not
 *     set
 * @param scopes what is asked for; by kind if it is not set
 * @param parameters further parameters for the provider's page, such as {@code prompt}
 * @param signOut whether people are offered to sign out at the provider, too
 * @param claims which claims say who somebody is
 * @param endpoints addresses of a generic provider, or of a GitHub Enterprise Server
 * @param github rules for GitHub
 * @param google rules for Google
 * @param connection how the hub reaches the provider
 */
record OAuth2Client(
        @Nullable Kind kind,
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

    /** How a client shows that it is the one it says (RFC 6749, section 2.3). */
    enum ClientAuthentication {
        BASIC,
        POST,
        NONE
    }

    /**
     * From claims to an identity. A claim within another one is named with dots, such as {@code realm_access.roles}.
     *
     * @param subject the person's key; by kind if it is not set
     * @param username the user name; by kind if it is not set
     * @param usernameExpression a CEL expression on {@code claims} in the place of {@code username}
     * @param stripDomains domains that are taken off a name such as {@code name@company.com}; others stay, so that the same name of
     *     another domain is somebody else
     * @param groups list of the person's groups
     * @param uid POSIX user id; who has none is turned away
     * @param gid POSIX primary group id
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
     * Addresses.
     *
     * @param authorization the page to which the browser is sent
     * @param token where codes become tokens
     * @param userInfo where the hub asks who it is
     * @param api GitHub's REST API
     */
    record Endpoints(
            @Nullable URI authorization,
            @Nullable URI token,
            @Nullable URI userInfo,
            @Nullable URI api) {}

    /**
     * GitHub.
     *
     * @param organizations only members of these organisations ({@code org}) or teams ({@code org:team-slug}); all people if it is not set
     */
    record GitHub(@DefaultValue List<String> organizations) {
        GitHub {
            organizations = List.copyOf(organizations);
        }
    }

    /**
     * Google.
     *
     * @param hostedDomains only accounts of these Workspace domains; all accounts of Google if it is not set
     * @param serviceAccountFile key (JSON) of a service account that may read groups in the name of the administrator; without it Google
     *     tells no groups
     * @param administrator e-mail address of the administrator in whose name groups are read
     * @param nestedGroups whether somebody is in the groups that their groups are in, too; each of these is one more question to Google
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
     * @param caFile certificates (PEM) that are trusted instead of those of the Java installation
     * @param connectTimeout longest time to open a connection
     * @param readTimeout longest time to wait for an answer
     */
    record Connection(
            @Nullable URI proxy,
            @Nullable Path caFile,
            @DefaultValue("5s") Duration connectTimeout,
            @DefaultValue("10s") Duration readTimeout) {}

    /** The kind; a client without one has been refused before. */
    Kind kindOrOidc() {
        return kind == null ? Kind.OIDC : kind;
    }

    List<String> effectiveScopes() {
        return scopes.isEmpty() ? kindOrOidc().scopes() : scopes;
    }

    @Nullable String effectiveIssuer() {
        String fixed = kindOrOidc().issuer();
        return issuer == null ? fixed : issuer.toString();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "OAuth2Client[" + kind + ", " + clientId + "]";
    }
}
