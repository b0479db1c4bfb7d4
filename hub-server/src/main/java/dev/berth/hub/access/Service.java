package dev.berth.hub.access;

import java.util.Map;

/**
 * A program with separate permissions, declared in the configuration: it does not have an account, servers or sessions, and authenticates
 * with a token.
 *
 * @param displayName the display name
 * @param description one sentence; empty for none
 * @param admin whether it has the built-in role {@code admin}
 * @param url its address for people who can see the service; empty for none
 * @param info additional information from its declaration
 */
public record Service(
        String name, String displayName, String description, boolean admin, String url, Map<String, String> info) {

    public Service {
        info = Map.copyOf(info);
    }
}
