package dev.berth.hub.signin.factor;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditEvent.Target;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.keys.SealedSecrets;
import dev.berth.hub.signin.EnrolledFactors;
import dev.berth.hub.user.User;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** People's second factors: a secret shared with an app on their phone. Each code can be used once. */
@Component
public class SecondFactors implements EnrolledFactors {

    private final JdbcClient jdbc;
    private final SealedSecrets sealed;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    SecondFactors(
            JdbcClient jdbc,
            SealedSecrets sealed,
            AuditLog audit,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.sealed = sealed;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A secret that waits for its first code.
     *
     * @param secret in Base32, shown only to its owner
     * @param ticket the same secret, sealed for this user; sent back with the code, so that nothing is stored for people who never finish
     */
    record Offer(String secret, String ticket) {}

    @Override
    public boolean has(long userId) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM second_factors WHERE user_id = :user)")
                .param("user", userId)
                .query(Boolean.class)
                .single();
    }

    Offer offer(User user) {
        return again(user, OneTimeCodes.newSecret());
    }

    /** The same offer after a wrong code; a new one if the ticket is not valid. */
    Offer offer(User user, String ticket) {
        return again(user, secret(user, ticket).orElseGet(OneTimeCodes::newSecret));
    }

    private Offer again(User user, byte[] secret) {
        return new Offer(
                OneTimeCodes.text(secret),
                Base64.getUrlEncoder().withoutPadding().encodeToString(sealed.seal(user.id(), secret)));
    }

    /** Accepts an offer if the code shows that the app has the secret; false if the code is wrong or a factor already exists. */
    boolean accept(User user, String ticket, String code, Actor actor) {
        Optional<byte[]> secret = secret(user, ticket);
        OptionalLong step =
                secret.isEmpty() ? OptionalLong.empty() : OneTimeCodes.step(secret.get(), code, clock.instant());
        if (secret.isEmpty() || step.isEmpty()) {
            return false;
        }
        return Boolean.TRUE.equals(transactions.execute(transaction -> {
            boolean stored = jdbc.sql("""
                    INSERT INTO second_factors (user_id, secret, last_step) VALUES (:user, :secret, :step)
                    ON CONFLICT DO NOTHING""")
                            .param("user", user.id())
                            .param("secret", sealed.seal(user.id(), secret.get()))
                            .param("step", step.getAsLong())
                            .update()
                    == 1;
            if (stored) {
                record(AuditAction.SECOND_FACTOR_SET, user, actor);
            }
            return stored;
        }));
    }

    /** Whether the code is a current one of this user and was not used before; it is consumed in that case. */
    boolean use(User user, String code) {
        OptionalLong step = jdbc.sql("SELECT secret FROM second_factors WHERE user_id = :user")
                .param("user", user.id())
                .query((row, number) -> row.getBytes(1))
                .optional()
                .flatMap(bytes -> sealed.open(user.id(), bytes))
                .map(secret -> OneTimeCodes.step(secret, code, clock.instant()))
                .orElse(OptionalLong.empty());
        return step.isPresent()
                && jdbc.sql("UPDATE second_factors SET last_step = :step WHERE user_id = :user AND last_step < :step")
                                .param("step", step.getAsLong())
                                .param("user", user.id())
                                .update()
                        == 1;
    }

    /** Removes it, for somebody who has lost their phone. False if there was none. */
    public boolean remove(User user, Actor actor) {
        return Boolean.TRUE.equals(transactions.execute(transaction -> {
            boolean removed = jdbc.sql("DELETE FROM second_factors WHERE user_id = :user")
                            .param("user", user.id())
                            .update()
                    == 1;
            if (removed) {
                record(AuditAction.SECOND_FACTOR_REMOVED, user, actor);
            }
            return removed;
        }));
    }

    private Optional<byte[]> secret(User user, String ticket) {
        try {
            return ticket.length() > 255
                    ? Optional.empty()
                    : sealed.open(user.id(), Base64.getUrlDecoder().decode(ticket));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private void record(AuditAction action, User user, Actor actor) {
        audit.record(AuditEvent.of(action, actor, Target.user(user.name().value())));
    }
}
