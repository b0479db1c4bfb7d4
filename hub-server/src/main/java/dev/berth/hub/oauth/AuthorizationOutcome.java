package dev.berth.hub.oauth;

import java.util.List;

/** What follows from an authorization request. */
sealed interface AuthorizationOutcome {

    /** The browser goes back to the client with a code. */
    record Granted(String redirectUri, String code) implements AuthorizationOutcome {}

    /** The person must agree first to what the client can do in their name. */
    record Confirm(OAuthClient client, List<String> scopes) implements AuthorizationOutcome {}

    /** The client made a mistake, and is informed of it (RFC 6749, section 4.1.2.1). */
    record Failed(String redirectUri, String error, String description) implements AuthorizationOutcome {}

    /** There is no such client, so there is no address to which the browser could be sent. */
    record UnknownClient() implements AuthorizationOutcome {}

    /** The address is not the client's: the browser must not be sent there (RFC 6749, section 3.1.2.4). */
    record ForeignRedirect() implements AuthorizationOutcome {}

    /** The person does not have access to the server or service. */
    record Denied() implements AuthorizationOutcome {}

    /** An administrator must give the server's owner a reason first. */
    record ReasonRequired(OAuthClient.OfServer client) implements AuthorizationOutcome {}
}
