package dev.berth.hub.access;

import java.util.Set;

/** Who is in a group. */
@FunctionalInterface
public interface Membership {

    /** Names of the users in a group; empty for a group that is not there. */
    Set<String> members(String group);
}
