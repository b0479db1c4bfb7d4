package dev.berth.spi.route;

/**
 * Asks whether a credential may use a route.
 *
 * @param credential SHA-256 of the credential's value, in lower-case hex
 * @param kind how the request carried the credential
 * @param path the route's path, as in {@link Route#path}
 */
public record DecisionRequest(String credential, CredentialType kind, String path) {

    /** How a request carries a credential. */
    public enum CredentialType {
        /** In the session cookie. */
        SESSION,
        /** In the {@code Authorization} header (RFC 9110, 11.6.2). */
        TOKEN
    }
}
