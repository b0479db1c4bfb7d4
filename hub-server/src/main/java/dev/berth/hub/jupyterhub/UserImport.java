package dev.berth.hub.jupyterhub;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.jupyterhub.ForeignHub.Account;
import dev.berth.hub.user.AccountOutcome;
import dev.berth.hub.user.MachineClaims;
import dev.berth.hub.user.NewUser;
import dev.berth.hub.user.PosixClaim;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Users. Those who exist already are left as they are. */
@Component
class UserImport {

    private final UserAccounts accounts;
    private final UserDirectory directory;
    private final MachineClaims machine;

    UserImport(UserAccounts accounts, UserDirectory directory, MachineClaims machine) {
        this.accounts = accounts;
        this.directory = directory;
        this.machine = machine;
    }

    People run(List<Account> all, ImportWish.@Nullable Machine wanted, Tally tally, Progress progress, Actor actor) {
        Map<UserName, List<Account>> byName = byName(all, tally);
        Set<UserName> existing = directory.existing(byName.keySet());
        Map<UserName, PosixClaim> claims = wanted == null ? Map.of() : claims(byName.keySet(), existing, wanted);
        if (wanted != null) {
            tally.note("accounts of this machine", claims.size() + " of the new users have one and get its UID.");
        }
        People people = new People();
        int done = 0;
        for (Map.Entry<UserName, List<Account>> each : byName.entrySet()) {
            List<Account> same = each.getValue();
            if (same.size() > 1) {
                same.forEach(account -> tally.omitted(Kind.USERS, shown(account), collision(each.getKey(), same)));
            } else if (existing.contains(each.getKey())) {
                keep(each.getKey(), same.getFirst(), people, tally);
            } else {
                PosixClaim claim = claims.get(each.getKey());
                create(
                        new NewUser(each.getKey(), null, same.getFirst().admin(), claim),
                        same.getFirst(),
                        people,
                        tally,
                        actor);
                if (wanted != null && claim != null) {
                    link(people.of(same.getFirst().id()), wanted.provider(), actor);
                }
            }
            progress.at(Kind.USERS.text(), ++done, byName.size());
        }
        return people;
    }

    private static Map<UserName, List<Account>> byName(List<Account> all, Tally tally) {
        Map<UserName, List<Account>> byName = new LinkedHashMap<>();
        for (Account account : all) {
            Optional<UserName> name = UserName.of(account.name());
            if (name.isPresent()) {
                byName.computeIfAbsent(name.get(), none -> new ArrayList<>()).add(account);
            } else {
                tally.omitted(Kind.USERS, shown(account), String.valueOf(UserName.problem(account.name())));
            }
        }
        return byName;
    }

    private void keep(UserName name, Account account, People people, Tally tally) {
        User user = directory.byName(name).orElseThrow();
        people.add(account, user, false);
        tally.unchanged(Kind.USERS);
        if (account.admin() && !user.admin()) {
            tally.note(
                    shown(account),
                    "An administrator in JupyterHub, but not here, where the account existed. If it is the same person,"
                            + " grant it in the console.");
        }
        if (people.isPromoted(account.id())) {
            tally.note(
                    shown(account),
                    "An administrator here, but not in JupyterHub. If it is not the same person, rename one of them.");
        }
    }

    private Map<UserName, PosixClaim> claims(Set<UserName> names, Set<UserName> existing, ImportWish.Machine wanted) {
        Map<UserName, PosixClaim> claims = new HashMap<>(machine.of(names));
        claims.keySet().removeAll(existing);
        claims.values().removeIf(claim -> claim.uid() < wanted.minUid());
        return claims;
    }

    /** The subject of an account of the machine is its UID. */
    private void link(Optional<User> created, String provider, Actor actor) {
        created.ifPresent(user -> accounts.link(user, provider, Long.toString(user.uid()), actor));
    }

    private void create(NewUser wish, Account account, People people, Tally tally, Actor actor) {
        switch (accounts.create(wish, actor)) {
            case AccountOutcome.Done(User user) -> {
                if (account.created() != null) {
                    accounts.history(user.id(), account.created(), account.lastActivity());
                }
                people.add(account, user, true);
                tally.created(Kind.USERS);
                if (!user.name().value().equals(account.name())) {
                    tally.note(shown(account), "Named \"" + user.name() + "\" here.");
                }
            }
            case AccountOutcome.NameTaken _ ->
                tally.omitted(
                        Kind.USERS,
                        shown(account),
                        "An account with that name was created at the same moment. Import again.");
            case AccountOutcome.Refused(String _, String reason) -> tally.omitted(Kind.USERS, shown(account), reason);
        }
    }

    private static String collision(UserName name, List<Account> same) {
        List<String> names = same.stream()
                .limit(5)
                .map(account -> "\"" + Shown.text(account.name()) + "\"")
                .toList();
        return "The users " + String.join(" and ", names) + " would both be \"" + Shown.text(name.value())
                + "\" here. Rename or delete one of them in JupyterHub.";
    }

    private static String shown(Account account) {
        return "user \"" + Shown.text(account.name()) + "\"";
    }
}
