package dev.berth.spi.route;

/**
 * Asks whether a credential may use a route.
 *
 * @param credential SHA-256 of the credential's value, in lower-case hex
 * @param kind where the credential was found
 * @param path the route's path, as in {@link Route#path}
 */
public record DecisionRequest(String credential, Kind kind, String path) {

    /** Where a credential was found. */
    public enum Kind {
        /** The session cookie. */
        SESSION,
        /** The {@code Authorization} header. */
        TOKEN
    }
}
