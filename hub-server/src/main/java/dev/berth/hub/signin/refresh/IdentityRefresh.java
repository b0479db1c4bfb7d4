package dev.berth.hub.signin.refresh;

import dev.berth.hub.session.SessionIdentities;
import dev.berth.hub.session.SessionIdentity;
import dev.berth.hub.signin.Admission.Decision;
import dev.berth.hub.signin.IdentitySources;
import dev.berth.hub.signin.ProviderSessions;
import dev.berth.hub.signin.SignIn;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.spi.identity.ExternalIdentity;
import dev.berth.spi.identity.IdentitySource;
import dev.berth.spi.identity.IdentitySource.Answer;
import dev.berth.spi.identity.IdentitySource.Known;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks a provider about one person, and applies the result. */
@Component
class IdentityRefresh {

    private static final Logger log = LoggerFactory.getLogger(IdentityRefresh.class);

    private final SessionIdentities identities;
    private final IdentitySources sources;
    private final ProviderSessions sessions;
    private final SignIn signIn;
    private final UserDirectory users;
    private final TransactionTemplate transactions;
    private final MeterRegistry meters;

    IdentityRefresh(
            SessionIdentities identities,
            IdentitySources sources,
            ProviderSessions sessions,
            SignIn signIn,
            UserDirectory users,
            TransactionTemplate transactions,
            MeterRegistry meters) {
        this.identities = identities;
        this.sources = sources;
        this.sessions = sessions;
        this.signIn = signIn;
        this.users = users;
        this.transactions = transactions;
        this.meters = meters;
        // All of them are registered at the start, because a rate needs the zero before the first event.
        sources.providers()
                .forEach(provider -> Stream.of(RefreshResult.values()).forEach(each -> counter(provider, each)));
    }

    /** Uses a session that this hub has claimed. */
    RefreshResult refresh(SessionIdentity claimed) {
        Optional<IdentitySource> source = sources.of(claimed.provider());
        Optional<String> memory = identities.memory(claimed);
        if (source.isEmpty() || (claimed.memory() != null && memory.isEmpty())) {
            String why = source.isEmpty()
                    ? "its provider is no longer configured"
                    : "the data kept for its provider can no longer be read";
            sessions.end(claimed.userId(), claimed.session(), why);
            return counted(claimed.provider(), RefreshResult.ENDED);
        }
        Known known = new Known(claimed.subject(), claimed.name(), memory.orElse(null));
        RefreshResult verdict = switch (ask(source.get(), known)) {
            case Answer.Current current -> current(claimed, current);
            case Answer.Ended(String why) -> {
                log.info(
                        "Session s{} ends together with the session at its provider {}: {}",
                        claimed.session(),
                        claimed.provider(),
                        why);
                sessions.end(claimed.userId(), claimed.session(), "the provider's session is over");
                yield RefreshResult.ENDED;
            }
            case Answer.Gone(String why) -> gone(claimed.userId(), claimed.provider(), claimed.subject(), why);
            case Answer.Unknown(String why, String replacement) ->
                unanswered(claimed, replacement == null ? memory.orElse(null) : replacement, why);
        };
        return counted(claimed.provider(), verdict);
    }

    /** Without a session, which only directories support; other providers return that they do not know. */
    RefreshResult refresh(User user, String provider, String subject) {
        Optional<IdentitySource> source = sources.of(provider);
        if (source.isEmpty()) {
            return RefreshResult.UNKNOWN;
        }
        RefreshResult verdict =
                switch (ask(source.get(), new Known(subject, user.name().value(), null))) {
                    case Answer.Current(ExternalIdentity identity, var memory, var until) ->
                        judged(user.id(), identity, () -> {}, why -> RefreshResult.UNKNOWN);
                    case Answer.Gone(String why) -> gone(user.id(), provider, subject, why);
                    case Answer.Ended _, Answer.Unknown _ -> RefreshResult.UNKNOWN;
                };
        return counted(provider, verdict);
    }

    private RefreshResult current(SessionIdentity claimed, Answer.Current current) {
        return judged(
                claimed.userId(),
                current.identity(),
                () -> identities.vouched(claimed, current.identity().name(), current.memory(), current.until()),
                why -> unanswered(claimed, current.memory(), why));
    }

    /** Nothing is known about the person, so nothing changes but what the provider wants to have kept. */
    private RefreshResult unanswered(SessionIdentity claimed, @Nullable String memory, String why) {
        log.warn("Provider {} cannot be asked about its people: {}", claimed.provider(), why);
        identities.unanswered(claimed, memory);
        return RefreshResult.UNKNOWN;
    }

    private RefreshResult judged(
            long userId, ExternalIdentity identity, Runnable keep, Function<String, RefreshResult> unknown) {
        return switch (signIn.judge(identity)) {
            case Decision.Undecided(String why) -> unknown.apply(why);
            case Decision.Allowed _ -> vouched(userId, identity, keep);
            case Decision.Refused _ -> notAllowed(userId, identity);
        };
    }

    private RefreshResult notAllowed(long userId, ExternalIdentity identity) {
        return gone(
                userId,
                identity.provider(),
                identity.subject(),
                "The rules of its provider no longer let this person in");
    }

    /** In one transaction: the kept data, groups, and administrator status. */
    private RefreshResult vouched(long userId, ExternalIdentity identity, Runnable keep) {
        Optional<User> user = users.byIdentity(identity.provider(), identity.subject());
        if (user.isEmpty() || user.get().id() != userId) {
            return notAllowed(userId, identity);
        }
        AtomicBoolean changed = new AtomicBoolean();
        transactions.executeWithoutResult(transaction -> {
            keep.run();
            changed.set(sessions.vouched(user.get(), identity));
        });
        if (changed.get()) {
            sessions.settle();
        }
        return RefreshResult.HERE;
    }

    private RefreshResult gone(long userId, String provider, String subject, String why) {
        log.info("A person of provider {} is no longer allowed: {}", provider, why);
        users.byId(userId).ifPresent(user -> sessions.gone(user, provider, subject, why));
        return RefreshResult.GONE;
    }

    /** A provider's code is not part of Berth: an exception from it says nothing about a person. */
    private static Answer ask(IdentitySource source, Known known) {
        try {
            return source.ask(known);
        } catch (RuntimeException failure) {
            return new Answer.Unknown(String.valueOf(failure));
        }
    }

    private RefreshResult counted(String provider, RefreshResult verdict) {
        counter(provider, verdict).increment();
        return verdict;
    }

    private Counter counter(String provider, RefreshResult verdict) {
        String outcome = verdict.name().toLowerCase(Locale.ROOT);
        return meters.counter("berth.identities.asked", "provider", provider, "outcome", outcome);
    }
}
