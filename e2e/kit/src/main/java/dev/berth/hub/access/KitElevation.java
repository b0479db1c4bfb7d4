package dev.berth.hub.access;

import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.user.UserName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.support.TransactionTemplate;

/** The hub's rule against elevation, for the roles that tests assign to groups. */
@Primary
public class KitElevation extends Elevation {

    private final Supplier<Elevation> current;

    KitElevation(KitRoles roles, ScopeCatalog catalog, AuditLog audit, TransactionTemplate transactions) {
        super(properties(List.of()), catalog, audit, transactions);
        this.current = () -> new Elevation(properties(roles.ofGroupsAsConfigured()), catalog, audit, transactions);
    }

    private static AccessProperties properties(List<AccessProperties.Role> roles) {
        return new AccessProperties(roles, List.of(), null, 0, Duration.ofHours(1), List.of());
    }

    @Override
    public Optional<Above> byGroup(Caller caller, String group) {
        return current.get().byGroup(caller, group);
    }

    @Override
    public Optional<Above> refuseGroup(Caller caller, String group, @Nullable String address) {
        return current.get().refuseGroup(caller, group, address);
    }

    @Override
    public Optional<Above> refuseName(Caller caller, UserName name, @Nullable String address) {
        return current.get().refuseName(caller, name, address);
    }
}
