package dev.berth.hub.user;

import dev.berth.hub.audit.Actor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Imports many accounts with the UIDs that a directory, or another hub, has assigned. A dry run does the same work in the same transaction
 * and rolls it back at the end, so it reports exactly what would happen.
 */
@Component
public class Imports {

    /** The maximum number of accounts per run. */
    public static final int MOST = 1_000;

    private final UserAccounts accounts;
    private final JdbcUserRepository users;
    private final TransactionTemplate transactions;

    Imports(UserAccounts accounts, JdbcUserRepository users, TransactionTemplate transactions) {
        this.accounts = accounts;
        this.users = users;
        this.transactions = transactions;
    }

    /**
     * An account that should exist.
     *
     * @param name its username, not normalized yet
     * @param subject the provider's key for the person, if they sign in with a provider
     * @param uid the UID that it must have; null if the hub should allocate one
     * @param gid the primary GID; null to use the UID
     */
    public record Wish(
            String name,
            @Nullable String subject,
            @Nullable Long uid,
            @Nullable Long gid) {}

    /** The result for one account. */
    public enum Outcome {
        /** A new account. */
        CREATED,
        /** An existing account, to which the identity is now linked. */
        LINKED,
        /** Nothing had to be changed. */
        UNCHANGED,
        /** Not changed; the line contains the reason. */
        REFUSED
    }

    /**
     * A line of the report.
     *
     * @param name as given, limited in length
     * @param outcome the result
     * @param uid the account's UID, if the account exists
     * @param code stable code of a rejection
     * @param reason one sentence for a rejection
     */
    public record Line(
            String name,
            Outcome outcome,
            @Nullable Long uid,
            @Nullable String code,
            @Nullable String reason) {}

    /**
     * Imports the accounts, or reports what would happen.
     *
     * @param provider the provider of the subjects; null if no identities are linked
     */
    public List<Line> run(List<Wish> wishes, @Nullable String provider, boolean dryRun, Actor actor) {
        if (wishes.size() > MOST) {
            throw new IllegalArgumentException(wishes.size() + " accounts in one run, but the maximum is " + MOST);
        }
        return transactions.execute(transaction -> {
            List<Line> lines = new ArrayList<>();
            wishes.forEach(wish -> lines.add(bring(wish, provider, actor)));
            if (dryRun) {
                transaction.setRollbackOnly();
            }
            return lines;
        });
    }

    private Line bring(Wish wish, @Nullable String provider, Actor actor) {
        String shown = wish.name().length() > 80 ? wish.name().substring(0, 80) + "…" : wish.name();
        Optional<UserName> name = UserName.of(wish.name());
        if (name.isEmpty()) {
            return refused(shown, "BAD_NAME", String.valueOf(UserName.problem(wish.name())));
        }
        if ((wish.subject() != null) != (provider != null)
                || (wish.subject() != null
                        && (wish.subject().isEmpty() || wish.subject().length() > 512))) {
            return refused(
                    shown,
                    "NO_SUBJECT",
                    "A subject of 1 to 512 characters and a provider belong together. Set both or neither.");
        }
        Optional<User> owner = provider == null || wish.subject() == null
                ? Optional.empty()
                : users.byIdentity(provider, wish.subject());
        Optional<User> there = owner.isPresent() ? owner : users.byName(name.get());
        return there.isPresent()
                ? existing(shown, there.get(), wish, provider, owner.isPresent(), actor)
                : created(shown, name.get(), wish, provider, actor);
    }

    private Line existing(String shown, User user, Wish wish, @Nullable String provider, boolean linked, Actor actor) {
        boolean other =
                (wish.uid() != null && wish.uid() != user.uid()) || (wish.gid() != null && wish.gid() != user.gid());
        if (other) {
            return new Line(
                    shown,
                    Outcome.REFUSED,
                    user.uid(),
                    "UID_DIFFERS",
                    user.name() + " has UID " + user.uid() + " and GID " + user.gid() + " in Berth, which"
                            + " cannot be changed because files belong to them.");
        }
        if (linked || provider == null || wish.subject() == null) {
            return new Line(shown, Outcome.UNCHANGED, user.uid(), null, null);
        }
        accounts.link(user, provider, wish.subject(), actor);
        return new Line(shown, Outcome.LINKED, user.uid(), null, null);
    }

    private Line created(String shown, UserName name, Wish wish, @Nullable String provider, Actor actor) {
        PosixClaim posix = wish.uid() == null ? null : new PosixClaim(wish.uid(), wish.gid(), false);
        return switch (accounts.create(new NewUser(name, null, false, posix), actor)) {
            case AccountOutcome.Done(User user) -> {
                if (provider != null && wish.subject() != null) {
                    accounts.link(user, provider, wish.subject(), actor);
                }
                yield new Line(shown, Outcome.CREATED, user.uid(), null, null);
            }
            case AccountOutcome.NameTaken _ ->
                refused(shown, "NAME_TAKEN", "Another account with that name was created at the same moment.");
            case AccountOutcome.Refused(String code, String reason) -> refused(shown, code, reason);
        };
    }

    private static Line refused(String shown, String code, String reason) {
        return new Line(shown, Outcome.REFUSED, null, code, reason);
    }
}
