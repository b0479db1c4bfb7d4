package dev.berth.hub.administration;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Elevation;
import dev.berth.hub.server.ServerStops;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.support.TransactionTemplate;

/** Refuses accounts whose names begin with {@code dne}, as an identity provider does that does not know such people. */
@Primary
public class KitUserAdministration extends UserAdministration {

    private static final String UNKNOWN = "dne";

    private final KitNames names;

    KitUserAdministration(
            UserAccounts accounts,
            UserDirectory directory,
            Elevation elevation,
            ServerStops stops,
            TransactionTemplate transactions,
            KitNames names) {
        super(accounts, directory, elevation, stops, transactions);
        this.names = names;
    }

    @Override
    public UserChange create(Caller caller, Collection<String> wishes, boolean admin, @Nullable String address) {
        List<String> mismatches = names.mismatches(wishes);
        if (!mismatches.isEmpty()) {
            return new UserChange.InvalidName("Invalid usernames: " + String.join(", ", mismatches));
        }
        Optional<String> unknown =
                wishes.stream().filter(KitUserAdministration::isUnknown).findFirst();
        return unknown.<UserChange>map(name -> new UserChange.InvalidName("Failed to create user " + name))
                .orElseGet(() -> super.create(caller, wishes, admin, address));
    }

    private static boolean isUnknown(String wish) {
        return UserName.of(wish)
                .filter(name -> name.value().startsWith(UNKNOWN))
                .isPresent();
    }
}
