package dev.berth.auth.pam;

import dev.berth.auth.pam.Machine.Account;
import dev.berth.auth.pam.Machine.Lookup;
import dev.berth.auth.pam.PamProperties.Service;
import dev.berth.spi.identity.ExternalIdentity;
import dev.berth.spi.identity.IdentitySource;
import dev.berth.spi.identity.PasswordProvider;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One service of {@code berth.auth.pam}. */
final class PamAccounts implements PasswordProvider, IdentitySource, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PamAccounts.class);
    private static final int WAITING_PER_THREAD = 8;
    private static final String NAME = "[\\x21-\\x7e&&[^:/]]{1,255}";

    private final String id;
    private final Service service;
    private final ThreadPoolExecutor threads;

    private PamAccounts(String id, Service service) {
        this.id = id;
        this.service = service;
        this.threads = new ThreadPoolExecutor(
                service.threads(),
                service.threads(),
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(service.threads() * WAITING_PER_THREAD),
                Thread.ofPlatform().daemon().name("pam-" + id + "-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    static PamAccounts open(String id, Service service) {
        if (!Machine.isRoot()) {
            log.warn(
                    "The hub does not run as root: with passwords in /etc/shadow, PAM (berth.auth.pam.{}) can only check the password of the hub's own account",
                    id);
        }
        return new PamAccounts(id, service);
    }

    @Override
    public String provider() {
        return id;
    }

    @Override
    public String label() {
        return service.label().isEmpty() ? id : service.label();
    }

    @Override
    public Outcome authenticate(String name, String password) {
        String clean = name.strip();
        if (password.isEmpty()) {
            return new Outcome.Refused("EMPTY_PASSWORD", "No password was entered, so PAM was not asked.");
        }
        if (!clean.matches(NAME) || password.indexOf('\0') >= 0) {
            return new Outcome.Refused("BAD_NAME", "A local account cannot have this name or password.");
        }
        return limited(() -> check(clean, password), Outcome.Unavailable::new);
    }

    private Outcome check(String name, String password) {
        return switch (Pam.start(service.service(), name, new Conversation(password))) {
            case Pam.Started.No(Outcome why) -> why;
            case Pam.Started.Yes(Pam pam) -> {
                try (pam) {
                    Optional<Outcome> problem = pam.authenticate().or(pam::account);
                    yield problem.isPresent() ? problem.get() : vouch(pam.name(name));
                }
            }
        };
    }

    private Outcome vouch(String name) {
        return switch (Machine.named(name)) {
            case Lookup.Absent() ->
                new Outcome.Refused(
                        "NO_ENTRY",
                        "PAM accepts the password, but this machine does not have an account with that name.");
            case Lookup.Failed(int errno) -> new Outcome.Unavailable(unknown(errno));
            case Lookup.Found(Account account) ->
                account.uid() < service.minUid()
                        ? new Outcome.Refused("UID_TOO_LOW", tooLow(account))
                        : new Outcome.Vouched(identity(account));
        };
    }

    private ExternalIdentity identity(Account account) {
        return new ExternalIdentity(
                id,
                Long.toString(account.uid()),
                account.name(),
                null,
                false,
                account.groups(),
                account.uid(),
                account.gid(),
                true);
    }

    @Override
    public Answer ask(Known known) {
        return known.subject().matches("\\d{1,10}")
                ? limited(() -> look(Long.parseLong(known.subject())), Answer.Unknown::new)
                : new Answer.Gone("A local account cannot have such a UID.");
    }

    private Answer look(long uid) {
        return switch (Machine.withUid(uid)) {
            case Lookup.Absent() -> new Answer.Gone("This machine no longer has an account with UID " + uid + ".");
            case Lookup.Failed(int errno) -> new Answer.Unknown(unknown(errno));
            case Lookup.Found(Account account) ->
                account.uid() < service.minUid() ? new Answer.Gone(tooLow(account)) : look(account);
        };
    }

    private Answer look(Account account) {
        return switch (Pam.start(service.service(), account.name(), new Conversation(""))) {
            case Pam.Started.No no -> new Answer.Unknown("PAM did not start a transaction: " + no.why());
            case Pam.Started.Yes(Pam pam) -> {
                try (pam) {
                    yield pam.account().map(outcome -> closed(outcome, account)).orElseGet(() -> current(account));
                }
            }
        };
    }

    /** An expired password does not end existing sessions. */
    private Answer closed(Outcome outcome, Account account) {
        return switch (outcome) {
            case Outcome.Refused(String code, String why) ->
                code.startsWith("PASSWORD_") ? current(account) : new Answer.Gone(why);
            case Outcome.Unavailable(String why) -> new Answer.Unknown(why);
            case Outcome.Vouched _ -> current(account);
        };
    }

    private Answer current(Account account) {
        return new Answer.Current(identity(account), null);
    }

    private <T> T limited(Callable<T> work, java.util.function.Function<String, T> unavailable) {
        Future<T> future;
        try {
            future = threads.submit(work);
        } catch (RejectedExecutionException full) {
            return unavailable.apply("Too many password checks are waiting for PAM (berth.auth.pam." + id
                    + ".threads is " + service.threads() + "). A module might be blocked.");
        }
        try {
            return future.get(service.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            future.cancel(false);
            return unavailable.apply("PAM did not respond within " + service.timeout() + ".");
        } catch (InterruptedException interrupted) {
            future.cancel(false);
            Thread.currentThread().interrupt();
            return unavailable.apply("The hub is shutting down.");
        } catch (ExecutionException failure) {
            return unavailable.apply("PAM could not be asked: " + failure.getCause());
        }
    }

    private static String unknown(int errno) {
        return "The accounts of this machine could not be read (errno " + errno + ").";
    }

    private String tooLow(Account account) {
        return "UID " + account.uid() + " of " + account.name() + " is lower than berth.auth.pam." + id
                + ".min-uid, which is " + service.minUid() + ".";
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    @Override
    public String toString() {
        return "PamAccounts[" + id + ", " + service.service() + "]";
    }
}
