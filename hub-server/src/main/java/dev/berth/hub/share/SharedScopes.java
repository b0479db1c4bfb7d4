package dev.berth.hub.share;

import dev.berth.hub.access.GrantedScopes;
import dev.berth.hub.access.Scope;
import dev.berth.hub.access.ScopeCatalog;
import dev.berth.hub.user.User;
import java.util.List;
import org.springframework.stereotype.Component;

/** The scopes of the shares that a user has received. */
@Component
class SharedScopes implements GrantedScopes {

    private final JdbcShareRepository shares;
    private final ScopeCatalog catalog;

    SharedScopes(JdbcShareRepository shares, ScopeCatalog catalog) {
        this.shares = shares;
        this.catalog = catalog;
    }

    /** A name that is no longer a scope, because the configuration no longer declares it, grants nothing. */
    @Override
    public List<Scope> of(User user) {
        return shares.scopesOf(user.id()).stream()
                .flatMap(shared ->
                        catalog
                                .parse(shared.name())
                                .map(scope ->
                                        new Scope(scope.name(), shared.server().filter()))
                                .stream())
                .toList();
    }
}
