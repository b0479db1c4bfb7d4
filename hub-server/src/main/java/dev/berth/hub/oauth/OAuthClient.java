package dev.berth.hub.oauth;

import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.access.Scope;
import dev.berth.hub.access.ScopeFilter;
import dev.berth.hub.access.Service;
import dev.berth.hub.user.User;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A program to which people sign in with the hub. */
sealed interface OAuthClient {

    /** The scope of clients of JupyterHub 1 and 2, which only identifies the visitor. Every token does. */
    String IDENTIFY = "identify";

    String id();

    /** Where codes are sent: a path of this site, or a complete address. */
    String redirectUri();

    /** SHA-256 of its secrets, in lower-case hex. */
    Set<String> secretHashes();

    /** The scope without which a visitor cannot open it. Every token for it has this scope. */
    Scope access();

    /** What a token for it can have in addition to {@link #access}. */
    List<String> additionalScopes();

    /** For the note of a token. */
    String description();

    /**
     * A server.
     *
     * @param owner the user who owns the server
     * @param serverName empty for the default server
     */
    record OfServer(String id, User owner, String serverName, String redirectUri, Set<String> secretHashes)
            implements OAuthClient {

        @Override
        public Scope access() {
            return new Scope(
                    "access:servers", new ScopeFilter.OfServer(owner.name().value(), serverName));
        }

        @Override
        public List<String> additionalScopes() {
            return List.of();
        }

        @Override
        public String description() {
            return "OAuth of the server " + owner.name().value() + "/" + serverName;
        }

        /** Omits the hashes. */
        @Override
        public String toString() {
            return "OAuthClient[" + id + "]";
        }
    }

    /**
     * A service.
     *
     * @param confirm whether people are asked before it learns who they are
     */
    record OfService(
            String id,
            Service service,
            String redirectUri,
            Set<String> secretHashes,
            boolean confirm,
            List<String> additionalScopes)
            implements OAuthClient {

        @Override
        public Scope access() {
            return new Scope("access:services", new ScopeFilter.OfService(service.name()));
        }

        @Override
        public String description() {
            return "OAuth of the service " + service.name();
        }

        /** Omits the hashes. */
        @Override
        public String toString() {
            return "OAuthClient[" + id + "]";
        }
    }

    /** The scopes that its visitors' tokens can have. */
    default List<String> allowedScopes() {
        return Stream.concat(Stream.of(access().toString()), additionalScopes().stream())
                .distinct()
                .toList();
    }

    default boolean allows(String scope) {
        return scope.equals(IDENTIFY) || allowedScopes().contains(scope);
    }

    /** The scopes of a token for which these were requested: all if none were, as in JupyterHub, and always the one for access. */
    default List<String> granted(List<String> requested) {
        if (requested.isEmpty()) {
            return allowedScopes();
        }
        Set<String> granted = new LinkedHashSet<>(List.of(access().toString()));
        requested.stream().filter(allowedScopes()::contains).forEach(granted::add);
        return List.copyOf(granted);
    }

    /** Compared exactly (RFC 9700, section 2.1); a registered path also as an address of this site. */
    default boolean redirectsTo(String address, String origin) {
        return address.equals(redirectUri())
                || (redirectUri().startsWith("/") && address.equals(origin + redirectUri()));
    }

    default boolean authenticates(@Nullable String secret) {
        return CredentialHash.of(secret)
                .filter(hash -> secretHashes().stream()
                        .anyMatch(own -> MessageDigest.isEqual(
                                hash.getBytes(StandardCharsets.US_ASCII), own.getBytes(StandardCharsets.US_ASCII))))
                .isPresent();
    }
}
