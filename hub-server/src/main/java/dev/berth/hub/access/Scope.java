package dev.berth.hub.access;

/**
 * A permission, possibly limited: {@code read:users} or {@code read:users!group=lab}.
 *
 * @param name the name without the filter
 * @param filter the targets to which it is limited
 */
public record Scope(String name, ScopeFilter filter) {

    /** Longer texts are not valid scopes. */
    static final int MAX_LENGTH = 1_024;

    @Override
    public String toString() {
        return name + filter.text();
    }
}
