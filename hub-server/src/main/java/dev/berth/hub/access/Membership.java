package dev.berth.hub.access;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The members of groups. */
@FunctionalInterface
public interface Membership {

    /** Usernames of the members of a group; empty for a group that does not exist. */
    Set<String> members(String group);

    /** Caches another membership, which is asked once for each group, from any thread: a list must not query again for each of its rows. */
    static Membership remembering(Membership asked) {
        Map<String, Set<String>> known = new ConcurrentHashMap<>();
        return group -> known.computeIfAbsent(group, asked::members);
    }
}
