package dev.berth.hub.oauth;

import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.access.TokenOutcome;
import dev.berth.hub.access.TokenWish;
import dev.berth.hub.access.Tokens;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.session.BrowserSessions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Exchanges codes for tokens (RFC 6749, section 4.1.3). */
@Component
class CodeExchange {

    private static final Actor POLICY = Actor.policy("oauth");

    private final JdbcCodeRepository codes;
    private final BrowserSessions sessions;
    private final Tokens tokens;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    CodeExchange(
            JdbcCodeRepository codes,
            BrowserSessions sessions,
            Tokens tokens,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.codes = codes;
        this.sessions = sessions;
        this.tokens = tokens;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The token for a code; empty if the code is not valid for this client, address and verifier, or no longer. */
    Optional<TokenOutcome.Issued> exchange(
            OAuthClient client, @Nullable String code, @Nullable String redirectUri, @Nullable String verifier) {
        Optional<String> hash = CredentialHash.of(code);
        return hash.isEmpty()
                ? Optional.empty()
                : Objects.requireNonNull(transaction.execute(_ -> codes.lock(hash.get())
                        .filter(stored -> isFirstUse(stored) && fits(stored.code(), client, redirectUri, verifier))
                        .flatMap(stored -> issue(hash.get(), stored.code(), client))));
    }

    /** If somebody else also has the code, neither keeps the token for which it was exchanged (RFC 6749, section 4.1.2). */
    private boolean isFirstUse(JdbcCodeRepository.Stored stored) {
        if (stored.token() == null) {
            return true;
        }
        var _ = tokens.revoke(stored.code().userId(), stored.token(), POLICY);
        return false;
    }

    private static boolean fits(
            AuthorizationCode code, OAuthClient client, @Nullable String redirectUri, @Nullable String verifier) {
        return code.client().equals(client.id())
                && Objects.equals(code.redirectUri(), redirectUri)
                && CodeChallenge.matches(code.challenge(), verifier);
    }

    /** The session is locked, so that a sign-out either happened before, or ends this token as well. */
    private Optional<TokenOutcome.Issued> issue(String hash, AuthorizationCode code, OAuthClient client) {
        Instant now = clock.instant();
        return sessions.lockOpen(code.userId(), code.sessionId())
                .map(end -> end.isBefore(code.accessUntil()) ? end : code.accessUntil())
                .map(until -> Duration.between(now, until))
                .filter(Duration::isPositive)
                .map(lifetime -> {
                    TokenOutcome.Issued issued = tokens.issue(
                            new TokenWish(
                                    code.userId(),
                                    client.description(),
                                    code.scopes(),
                                    lifetime,
                                    null,
                                    code.sessionId(),
                                    client.id()),
                            POLICY);
                    codes.used(hash, issued.token().id());
                    return issued;
                });
    }
}
