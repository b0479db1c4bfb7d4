package dev.berth.hub.jupyterhub;

import dev.berth.hub.user.User;
import dev.berth.hub.user.UserName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who JupyterHub's users are here, by JupyterHub's number. */
final class People {

    private final Map<Long, User> byNumber = new HashMap<>();
    private final Map<Long, ForeignHub.Account> accounts = new HashMap<>();
    private final Set<Long> created = new HashSet<>();

    void add(ForeignHub.Account account, User user, boolean isNew) {
        byNumber.put(account.id(), user);
        accounts.put(account.id(), account);
        if (isNew) {
            created.add(account.id());
        }
    }

    /** Empty for a user who was not imported. */
    Optional<User> of(long number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    Optional<UserName> name(long number) {
        return of(number).map(User::name);
    }

    /** Whether this import created the account. */
    boolean isNew(long number) {
        return created.contains(number);
    }

    /** Whether the account can do more here than in JupyterHub. */
    boolean isPromoted(long number) {
        User user = byNumber.get(number);
        ForeignHub.Account account = accounts.get(number);
        return user != null && account != null && user.admin() && !account.admin();
    }
}
