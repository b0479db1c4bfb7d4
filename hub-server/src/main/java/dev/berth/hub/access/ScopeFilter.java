package dev.berth.hub.access;

import org.jspecify.annotations.Nullable;

/** The targets to which a scope is limited. */
public sealed interface ScopeFilter {

    /** No limit. */
    record All() implements ScopeFilter {}

    /** One user and everything that belongs to them. */
    record OfUser(String name) implements ScopeFilter {}

    /** A group, its members, and everything that belongs to them. */
    record OfGroup(String name) implements ScopeFilter {}

    /** One server, without its user. */
    record OfServer(String user, String server) implements ScopeFilter {}

    /** One service. */
    record OfService(String name) implements ScopeFilter {}

    /** A reference to the owner of the scope, in a role's or token's template; covers nothing until it is resolved. */
    record Own(String kind) implements ScopeFilter {}

    /** The filter after {@code !}, or null if it is not valid. */
    static @Nullable ScopeFilter parse(String text) {
        int equals = text.indexOf('=');
        String kind = equals < 0 ? text : text.substring(0, equals);
        String value = equals < 0 ? "" : text.substring(equals + 1);
        if (equals < 0) {
            return kind.equals("user") || kind.equals("server") || kind.equals("service") ? new Own(kind) : null;
        }
        return value.isEmpty() ? null : named(kind, value);
    }

    private static @Nullable ScopeFilter named(String kind, String value) {
        int slash = value.indexOf('/');
        return switch (kind) {
            case "user" -> new OfUser(value);
            case "group" -> new OfGroup(value);
            case "service" -> new OfService(value);
            case "server" -> slash <= 0 ? null : new OfServer(value.substring(0, slash), value.substring(slash + 1));
            default -> null;
        };
    }

    /** The text after the scope's name, including {@code !}. */
    default String text() {
        return switch (this) {
            case All() -> "";
            case OfUser(String name) -> "!user=" + name;
            case OfGroup(String name) -> "!group=" + name;
            case OfServer(String user, String server) -> "!server=" + user + "/" + server;
            case OfService(String name) -> "!service=" + name;
            case Own(String kind) -> "!" + kind;
        };
    }
}
