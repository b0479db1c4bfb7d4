package dev.berth.hub.user;

import java.util.List;

/**
 * A group of users.
 *
 * @param id what everything inside refers to
 * @param name what everything outside refers to
 * @param properties a JSON object of the administrator's own
 * @param members names of its users, sorted
 */
public record Group(long id, String name, String properties, List<String> members) {

    public Group {
        members = List.copyOf(members);
    }
}
