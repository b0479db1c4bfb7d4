package dev.berth.hub.access;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who is in a group. */
@FunctionalInterface
public interface Membership {

    /** Names of the users in a group; empty for a group that is not there. */
    Set<String> members(String group);

    /** Asks another one once for each group, from any thread: a list must not ask again for each of its rows. */
    static Membership remembering(Membership asked) {
        Map<String, Set<String>> known = new ConcurrentHashMap<>();
        return group -> known.computeIfAbsent(group, asked::members);
    }
}
