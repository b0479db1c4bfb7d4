package dev.berth.hub.access;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditEvent.Target;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.user.User;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tokens that a JupyterHub issued, whose hashes were imported. Each is a token of this hub in every list from the beginning. At its first use,
 * when its value is known, its hash becomes one of this hub, and from then on it is like any other.
 */
@Component
public class ForeignTokens {

    /** How many unused tokens can begin with the same characters: each of them is hashed for a value that begins with them. */
    static final int MOST_ALIKE = 32;

    private static final Predicate<String> CAN_BE_FOREIGN =
            Pattern.compile("[!-~]{1," + JupyterHubHash.MAX_LENGTH + "}").asMatchPredicate();

    private final JdbcForeignTokenRepository foreign;
    private final JdbcTokenRepository tokens;
    private final ScopeCatalog catalog;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final InstantSource clock;
    private final @Nullable Duration maxLifetime;
    private final int tokensPerUser;

    ForeignTokens(
            JdbcForeignTokenRepository foreign,
            JdbcTokenRepository tokens,
            ScopeCatalog catalog,
            AuditLog audit,
            TransactionTemplate transactions,
            InstantSource clock,
            AccessProperties properties) {
        this.foreign = foreign;
        this.tokens = tokens;
        this.catalog = catalog;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
        this.maxLifetime = properties.tokenMaxLifetime();
        this.tokensPerUser = properties.tokensPerUser();
    }

    /** The result of importing a token. */
    public sealed interface Outcome {
        record Imported() implements Outcome {}

        /** It was imported before; it may have been revoked since. */
        record KnownAlready() implements Outcome {}

        /** Not imported; the reason is a sentence. */
        record Refused(String reason) implements Outcome {}
    }

    /** Imports a token for its owner; part of the caller's transaction. */
    public Outcome bring(ForeignToken token, User owner, Actor actor) {
        byte[] source = JdbcForeignTokenRepository.source(token.hashed());
        if (foreign.knows(source)) {
            return new Outcome.KnownAlready();
        }
        Optional<String> problem = problem(token).or(() -> tooMany(token, owner));
        if (problem.isPresent()) {
            return new Outcome.Refused(problem.get());
        }
        long number = foreign.insert(token, owner.id(), source);
        Map<String, String> detail = Map.of(
                "note",
                token.note(),
                "scopes",
                String.join(" ", token.scopes()),
                "expires",
                String.valueOf(token.expiresAt()),
                "origin",
                "JupyterHub");
        audit.record(
                new AuditEvent(AuditAction.TOKEN_CREATED, actor, new Target(Target.Kind.TOKEN, "a" + number), detail));
        return new Outcome.Imported();
    }

    private Optional<String> problem(ForeignToken token) {
        Optional<JupyterHubHash> hash = JupyterHubHash.parse(token.hashed());
        if (hash.isEmpty()) {
            return Optional.of("Its hash is not one of JupyterHub's SHA-512 hashes.");
        }
        if (hash.get().rounds() < 1 || hash.get().rounds() > JupyterHubHash.MAX_ROUNDS) {
            return Optional.of(
                    "A person chose its value, so it is hashed in " + hash.get().rounds()
                            + " rounds. Strangers could slow down the hub with them. Create a new token instead.");
        }
        if (!CAN_BE_FOREIGN.test(token.prefix()) || token.prefix().length() != JupyterHubHash.PREFIX) {
            return Optional.of("The first characters of its value are not stored, or cannot be sent in a header.");
        }
        List<String> unknown = token.scopes().stream()
                .filter(text -> catalog.parse(text).isEmpty())
                .toList();
        if (!unknown.isEmpty()) {
            return Optional.of("Berth does not have these scopes: " + String.join(", ", unknown) + ".");
        }
        return lifetimeProblem(token.expiresAt());
    }

    private Optional<String> lifetimeProblem(@Nullable Instant expiresAt) {
        Instant now = clock.instant();
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            return Optional.of("It has expired.");
        }
        return maxLifetime != null && (expiresAt == null || expiresAt.isAfter(now.plus(maxLifetime)))
                ? Optional.of("It is valid for longer than berth.access.token-max-lifetime allows.")
                : Optional.empty();
    }

    private Optional<String> tooMany(ForeignToken token, User owner) {
        if (tokensPerUser > 0 && tokens.lockAndCountOwn(owner.id()) >= tokensPerUser) {
            return Optional.of(
                    "Its owner has " + tokensPerUser + " tokens, the limit of berth.access.tokens-per-user.");
        }
        return foreign.countAlike(token.prefix()) >= MOST_ALIKE
                ? Optional.of(MOST_ALIKE + " other tokens begin with the same characters.")
                : Optional.empty();
    }

    /**
     * Makes an imported token one of this hub if this is its value; otherwise nothing changes. Every candidate is compared, so that the time
     * does not show which one it was. A value that no header can contain is not looked up.
     */
    void redeem(String value) {
        if (!CAN_BE_FOREIGN.test(value)) {
            return;
        }
        Long found = null;
        for (JdbcForeignTokenRepository.Candidate candidate : foreign.candidates(JupyterHubHash.prefix(value))) {
            boolean same = JupyterHubHash.parse(candidate.hashed())
                    .filter(hash -> hash.matches(value))
                    .isPresent();
            found = same ? Long.valueOf(candidate.number()) : found;
        }
        if (found != null) {
            redeem(found, value);
        }
    }

    private void redeem(long number, String value) {
        try {
            transactions.executeWithoutResult(transaction -> foreign.redeem(number, CredentialHash.sha256(value)));
        } catch (DuplicateKeyException sameValueTwice) {
            // Another token has this value already, and is found by it.
            return;
        }
    }
}
