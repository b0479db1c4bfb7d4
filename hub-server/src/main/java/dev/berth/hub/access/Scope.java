package dev.berth.hub.access;

import java.util.Optional;

/**
 * A permission, possibly limited: {@code read:users} or {@code read:users!group=lab}.
 *
 * @param name its name, without the filter
 * @param filter what it is limited to
 */
public record Scope(String name, ScopeFilter filter) {

    /** Longer texts are no scopes. */
    static final int MAX_LENGTH = 1_024;

    /** A scope as text, or nothing when its name is unknown or its filter is none. */
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
