package dev.berth.hub.user;

import org.jspecify.annotations.Nullable;

/** What a group may be called. Case matters, as in JupyterHub; the name must fit into a path. */
public final class GroupName {

    /** Longer names are refused. */
    public static final int MAX_LENGTH = 255;

    private GroupName() {}

    /** What is wrong with a name, as a sentence that repeats no unbounded text, or null. */
    public static @Nullable String problem(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH || !name.equals(name.strip())) {
            return "A group's name has 1 to " + MAX_LENGTH + " characters and no spaces around it.";
        }
        boolean unseen = name.codePoints()
                .anyMatch(point -> Character.isISOControl(point)
                        || Character.getType(point) == Character.SURROGATE
                        || Character.getType(point) == Character.FORMAT);
        if (unseen
                || name.indexOf('/') >= 0
                || name.indexOf('\\') >= 0
                || name.chars().allMatch(c -> c == '.')) {
            return "A group's name holds no / and no \\, nothing that cannot be seen, and is not made of dots only.";
        }
        return null;
    }
}
