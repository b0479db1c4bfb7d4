package dev.berth.hub.audit;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One change.
 *
 * @param action what happened
 * @param actor who did it
 * @param target the object of the action
 * @param detail a few additional facts; never a secret
 */
public record AuditEvent(AuditAction action, Actor actor, Target target, Map<String, String> detail) {

    private static final int MAX_DETAILS = 20;
    private static final int MAX_VALUE = 500;
    private static final Set<String> NEVER =
            Set.of("password", "token", "secret", "cookie", "code", "credential", "xsrf");

    /** The kind and the name of what was changed. */
    public record Target(Kind kind, String name) {

        /** Kinds of targets. */
        public enum Kind {
            USER,
            GROUP,
            SERVER,
            TOKEN,
            SESSION,
            SERVICE,
            INVITATION,
            HUB
        }

        public Target {
            name = Bounded.text(name, 512);
        }

        public static Target user(String name) {
            return new Target(Kind.USER, name);
        }

        /** The whole installation. */
        public static Target hub() {
            return new Target(Kind.HUB, "");
        }

        /** A server as {@code user/server}; the default server has an empty name. */
        public static Target server(String user, String server) {
            return new Target(Kind.SERVER, user + "/" + server);
        }
    }

    public AuditEvent {
        Map<String, String> clean = new TreeMap<>();
        detail.forEach((key, value) -> clean.put(requireKey(key), Bounded.text(value, MAX_VALUE)));
        if (clean.size() > MAX_DETAILS) {
            throw new IllegalArgumentException(
                    action + " has " + clean.size() + " details, but the maximum is " + MAX_DETAILS);
        }
        detail = Map.copyOf(clean);
    }

    public static AuditEvent of(AuditAction action, Actor actor, Target target) {
        return new AuditEvent(action, actor, target, Map.of());
    }

    private static String requireKey(String key) {
        if (!key.matches("[a-z][a-z_]{0,39}") || NEVER.contains(key)) {
            throw new IllegalArgumentException("\"" + key + "\" is not a valid name for a detail of an audit event");
        }
        return key;
    }
}
