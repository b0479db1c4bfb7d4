package dev.berth.hub.access;

import java.util.Optional;

/**
 * A permission, possibly limited: {@code read:users} or {@code read:users!group=lab}.
 *
 * @param name the name without the filter
 * @param filter the targets to which it is limited
 */
public record Scope(String name, ScopeFilter filter) {

    /** Longer texts are not valid scopes. */
    static final int MAX_LENGTH = 1_024;

    /** Parses a scope; empty if its name is unknown or its filter is not valid. */
    public static Optional<Scope> parse(String text) {
        int mark = text.indexOf('!');
        String name = mark < 0 ? text : text.substring(0, mark);
        ScopeFilter filter = mark < 0 ? new ScopeFilter.All() : ScopeFilter.parse(text.substring(mark + 1));
        return text.length() > MAX_LENGTH || filter == null || !ScopeCatalog.knows(name)
                ? Optional.empty()
                : Optional.of(new Scope(name, filter));
    }

    @Override
    public String toString() {
        return name + filter.text();
    }
}
