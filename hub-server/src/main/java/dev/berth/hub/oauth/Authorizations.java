package dev.berth.hub.oauth;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.access.Target;
import dev.berth.hub.access.Tokens;
import dev.berth.hub.entry.EntryDecision;
import dev.berth.hub.entry.EntryPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Decides authorization requests of people who are signed in. */
@Component
class Authorizations {

    private final OAuthClients clients;
    private final JdbcCodeRepository codes;
    private final EntryPolicy entryPolicy;
    private final Tokens tokens;
    private final Access access;

    Authorizations(
            OAuthClients clients, JdbcCodeRepository codes, EntryPolicy entryPolicy, Tokens tokens, Access access) {
        this.clients = clients;
        this.codes = codes;
        this.entryPolicy = entryPolicy;
        this.tokens = tokens;
        this.access = access;
    }

    /**
     * Decides a request.
     *
     * @param origin scheme, host and port of the hub as this person's browser reached it
     * @param agreed whether the person has agreed to it on the hub's own page
     */
    AuthorizationOutcome decide(AuthorizationRequest request, Caller caller, String origin, boolean agreed) {
        Optional<OAuthClient> found = clients.find(request.clientId());
        if (found.isEmpty()) {
            return new AuthorizationOutcome.UnknownClient();
        }
        OAuthClient client = found.get();
        String redirect = request.redirectUri() == null ? client.redirectUri() : request.redirectUri();
        if (!client.redirectsTo(redirect, origin)) {
            return new AuthorizationOutcome.ForeignRedirect();
        }
        return mistake(request, client, redirect).orElseGet(() -> judge(request, client, redirect, caller, agreed));
    }

    private static Optional<AuthorizationOutcome> mistake(
            AuthorizationRequest request, OAuthClient client, String redirect) {
        if (!"code".equals(request.responseType())) {
            return failed(redirect, "unsupported_response_type", "response_type must be code");
        }
        if (!CodeChallenge.isValid(request.codeChallenge(), request.codeChallengeMethod())) {
            return failed(
                    redirect,
                    "invalid_request",
                    "code_challenge must have 43 characters, and code_challenge_method must be "
                            + CodeChallenge.METHOD);
        }
        return request.scopes().stream()
                .filter(scope -> !client.allows(scope))
                .findFirst()
                .flatMap(_ -> failed(
                        redirect,
                        "invalid_scope",
                        "This client can request only " + String.join(" ", client.allowedScopes())));
    }

    private static Optional<AuthorizationOutcome> failed(String redirect, String error, String description) {
        return Optional.of(new AuthorizationOutcome.Failed(redirect, error, description));
    }

    private AuthorizationOutcome judge(
            AuthorizationRequest request, OAuthClient client, String redirect, Caller caller, boolean agreed) {
        return switch (client) {
            case OAuthClient.OfServer server -> judge(request, server, redirect, caller, agreed);
            case OAuthClient.OfService service -> judge(request, service, redirect, caller, agreed);
        };
    }

    private AuthorizationOutcome judge(
            AuthorizationRequest request, OAuthClient.OfServer client, String redirect, Caller caller, boolean agreed) {
        String owner = client.owner().name().value();
        if (entryPolicy.of(caller, owner, client.serverName()) == EntryDecision.DENIED) {
            return new AuthorizationOutcome.Denied();
        }
        Optional<Instant> until = entryPolicy.openUntil(caller, client.owner(), client.serverName());
        return until.isEmpty()
                ? new AuthorizationOutcome.ReasonRequired(client)
                : settle(request, client, redirect, caller, until.get(), agreed || caller.is(client.owner()));
    }

    private AuthorizationOutcome judge(
            AuthorizationRequest request,
            OAuthClient.OfService client,
            String redirect,
            Caller caller,
            boolean agreed) {
        Target target = new Target.OfService(client.service().name());
        return access.allows(caller, client.access().name(), target)
                ? settle(request, client, redirect, caller, caller.credential().until(), agreed || !client.confirm())
                : new AuthorizationOutcome.Denied();
    }

    private AuthorizationOutcome settle(
            AuthorizationRequest request,
            OAuthClient client,
            String redirect,
            Caller caller,
            Instant until,
            boolean agreed) {
        List<String> scopes = client.granted(request.scopes());
        return agreed || tokens.hasClient(caller.userId(), client.id(), scopes)
                ? new AuthorizationOutcome.Granted(redirect, code(request, client, caller, scopes, until))
                : new AuthorizationOutcome.Confirm(client, scopes);
    }

    private String code(
            AuthorizationRequest request, OAuthClient client, Caller caller, List<String> scopes, Instant until) {
        String code = CredentialHash.newValue();
        String session = Objects.requireNonNull(caller.credential().sessionId(), "only browser sessions open pages");
        codes.insert(
                CredentialHash.sha256(code),
                new AuthorizationCode(
                        client.id(),
                        caller.userId(),
                        session,
                        request.redirectUri(),
                        scopes,
                        request.codeChallenge(),
                        until));
        return code;
    }
}
