package dev.berth.hub.user;

import org.jspecify.annotations.Nullable;

/** The rules for group names. They are case-sensitive, as in JupyterHub; the name must fit into a path. */
public final class GroupName {

    /** Longer names are rejected. */
    public static final int MAX_LENGTH = 255;

    private GroupName() {}

    /** The problem of a name, as a sentence of limited length, or null. */
    public static @Nullable String problem(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH || !name.equals(name.strip())) {
            return "A group name must have 1 to " + MAX_LENGTH + " characters and must not begin or end with a space.";
        }
        boolean unseen = name.codePoints()
                .anyMatch(point -> Character.isISOControl(point)
                        || Character.getType(point) == Character.SURROGATE
                        || Character.getType(point) == Character.FORMAT);
        if (unseen
                || name.indexOf('/') >= 0
                || name.indexOf('\\') >= 0
                || name.chars().allMatch(c -> c == '.')) {
            return "A group name must not contain /, \\ or invisible characters, and must not consist only of dots.";
        }
        return null;
    }
}
