package dev.berth.hub.access;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The scopes and what each of them implies: JupyterHub's hierarchy, {@code servers} of 5.x with {@code start:servers} of 6.x, and those that
 * the configuration declares.
 */
@Component
public class ScopeCatalog {

    static final String SELF = "self";
    static final String INHERIT = "inherit";
    static final String NONE = "(no_scope)";

    /** The scopes that {@code self} grants, limited to the owner. */
    static final List<String> OWN = List.of(
            "read:users", "users:shares", "read:shares", "users:activity", "servers", "tokens", "access:servers");

    static final List<String> ADMIN = List.of(
            "admin-ui",
            "admin:users",
            "admin:servers",
            "admin:services",
            "tokens",
            "admin:groups",
            "list:services",
            "read:services",
            "read:hub",
            "proxy",
            "shutdown",
            "access:services",
            "access:servers",
            "read:roles",
            "read:metrics",
            "shares",
            "read:audit",
            "read:configuration",
            "read:usage");

    private static final Map<String, List<String>> STANDARD_CHILDREN = children();

    /** Without scopes of the configuration. */
    static final ScopeCatalog STANDARD = new ScopeCatalog(List.of());

    private final Map<String, List<String>> children = new LinkedHashMap<>(STANDARD_CHILDREN);
    private final Map<String, String> descriptions = new LinkedHashMap<>();

    @Autowired
    ScopeCatalog(AccessProperties properties) {
        this(properties.customScopes());
    }

    ScopeCatalog(List<CustomScopeProperties> custom) {
        custom.forEach(scope -> {
            children.put(scope.name(), scope.subscopes());
            descriptions.put(scope.name(), scope.description());
        });
    }

    /** Parses a scope; empty if its name is unknown or its filter is not valid. */
    public Optional<Scope> parse(String text) {
        int mark = text.indexOf('!');
        String name = mark < 0 ? text : text.substring(0, mark);
        ScopeFilter filter = mark < 0 ? new ScopeFilter.All() : ScopeFilter.parse(text.substring(mark + 1));
        return text.length() > Scope.MAX_LENGTH || filter == null || !children.containsKey(name)
                ? Optional.empty()
                : Optional.of(new Scope(name, filter));
    }

    /** Those of the texts that are scopes. */
    List<Scope> parse(Collection<String> texts) {
        return texts.stream().flatMap(text -> parse(text).stream()).toList();
    }

    /** The descriptions of the scopes that the configuration declares, by name. */
    public Map<String, String> descriptions() {
        return Collections.unmodifiableMap(descriptions);
    }

    Set<String> names() {
        return Collections.unmodifiableSet(children.keySet());
    }

    /** The name itself and everything that it implies. */
    Set<String> implied(String name) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(name));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (found.add(next)) {
                open.addAll(children.getOrDefault(next, List.of()));
            }
        }
        return found;
    }

    private static Map<String, List<String>> children() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("admin:users", List.of("admin:auth_state", "users", "read:roles:users", "delete:users"));
        all.put("users", List.of("read:users", "list:users", "users:activity"));
        all.put("read:users", List.of("read:users:name", "read:users:groups", "read:users:activity"));
        all.put("list:users", List.of("read:users:name"));
        all.put("users:activity", List.of("read:users:activity"));
        all.put("read:roles", List.of("read:roles:users", "read:roles:services", "read:roles:groups"));
        all.put("admin:servers", List.of("admin:server_state", "servers"));
        all.put("servers", List.of("read:servers", "start:servers", "delete:servers"));
        all.put("read:servers", List.of("read:users:name"));
        all.put("tokens", List.of("read:tokens"));
        all.put("admin:groups", List.of("groups", "read:roles:groups", "delete:groups"));
        all.put("groups", List.of("read:groups", "list:groups"));
        all.put("read:groups", List.of("read:groups:name"));
        all.put("list:groups", List.of("read:groups:name"));
        all.put("admin:services", List.of("list:services", "read:services", "read:roles:services"));
        all.put("list:services", List.of("read:services:name"));
        all.put("read:services", List.of("read:services:name"));
        all.put("shares", List.of("access:servers", "read:shares", "users:shares", "groups:shares"));
        all.put("users:shares", List.of("read:users:shares"));
        all.put("groups:shares", List.of("read:groups:shares"));
        List<String> leaves = List.of(
                NONE,
                SELF,
                INHERIT,
                "admin-ui",
                "read:hub",
                "access:services",
                "proxy",
                "shutdown",
                "read:metrics",
                // Berth's own scopes.
                "read:audit",
                "read:configuration",
                "read:usage");
        leaves.forEach(leaf -> all.put(leaf, List.of()));
        List.copyOf(all.values()).forEach(children -> children.forEach(child -> all.putIfAbsent(child, List.of())));
        return Map.copyOf(all);
    }
}
