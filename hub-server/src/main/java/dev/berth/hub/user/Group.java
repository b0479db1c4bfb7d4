package dev.berth.hub.user;

import java.util.List;

/**
 * A group of users.
 *
 * @param id the internal identifier, used by all other tables
 * @param name the public identifier
 * @param properties a JSON object for administrators' own use
 * @param members usernames of its members, sorted
 */
public record Group(long id, String name, String properties, List<String> members) {

    public Group {
        members = List.copyOf(members);
    }
}
