package dev.berth.hub.oauth;

import dev.berth.hub.access.Scope;
import dev.berth.hub.access.ScopeFilter;
import dev.berth.hub.user.User;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * A server as an OAuth client.
 *
 * @param owner the user who owns the server
 * @param serverName empty for the default server
 * @param redirectUri where codes are sent: a path of this site, or an address if users have separate hosts
 * @param secretHash SHA-256 of its secret, in lower-case hex
 */
record OAuthClient(String id, User owner, String serverName, String redirectUri, String secretHash) {

    /** The scope of clients of JupyterHub 1 and 2, which only identifies the visitor. Every token does. */
    private static final String IDENTIFY = "identify";

    /** The scopes that its visitors' tokens can have. */
    List<String> allowedScopes() {
        return List.of(new Scope(
                        "access:servers", new ScopeFilter.OfServer(owner.name().value(), serverName))
                .toString());
    }

    boolean allows(String scope) {
        return scope.equals(IDENTIFY) || allowedScopes().contains(scope);
    }

    /** The scopes of a token for which these were requested. */
    List<String> granted(List<String> requested) {
        return requested.isEmpty()
                ? allowedScopes()
                : requested.stream()
                        .filter(allowedScopes()::contains)
                        .distinct()
                        .toList();
    }

    /** Compared exactly (RFC 9700, section 2.1); a registered path also as an address of this site. */
    boolean redirectsTo(String address, String origin) {
        return address.equals(redirectUri) || (redirectUri.startsWith("/") && address.equals(origin + redirectUri));
    }

    boolean authenticates(String hash) {
        return MessageDigest.isEqual(
                hash.getBytes(StandardCharsets.US_ASCII), secretHash.getBytes(StandardCharsets.US_ASCII));
    }

    /** Omits the hash of the secret. */
    @Override
    public String toString() {
        return "OAuthClient[" + id + "]";
    }
}
