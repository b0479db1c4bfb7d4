package dev.berth.hub.share;

import dev.berth.hub.access.Scope;
import dev.berth.hub.access.ScopeFilter;
import java.util.Collection;
import java.util.List;

/**
 * A server that can be shared.
 *
 * @param owner the current name of its owner
 * @param name empty for the default server
 */
public record SharedServer(long ownerId, String owner, String name) {

    ScopeFilter filter() {
        return new ScopeFilter.OfServer(owner, name);
    }

    /** These scopes, limited to this server, as the REST API shows them. */
    List<String> scopes(Collection<String> names) {
        return names.stream()
                .map(scope -> new Scope(scope, filter()).toString())
                .sorted()
                .toList();
    }
}
