package dev.berth.hub.oauth;

/** What follows from an authorization request. */
sealed interface AuthorizationOutcome {

    /** The browser goes back to the client with a code. */
    record Granted(String redirectUri, String code) implements AuthorizationOutcome {}

    /** The person must agree first. */
    record Confirm(OAuthClient client) implements AuthorizationOutcome {}

    /** The client made a mistake, about which it is told (RFC 6749, section 4.1.2.1). */
    record Failed(String redirectUri, String error, String description) implements AuthorizationOutcome {}

    /** There is no such client, so there is no address to which the browser could be sent. */
    record UnknownClient() implements AuthorizationOutcome {}

    /** The address is not the client's: the browser must not be sent there (RFC 6749, section 3.1.2.4). */
    record ForeignRedirect() implements AuthorizationOutcome {}

    /** The person does not have access to the server. */
    record Denied() implements AuthorizationOutcome {}

    /** An administrator must give the server's owner a reason first. */
    record ReasonRequired(OAuthClient client) implements AuthorizationOutcome {}
}
