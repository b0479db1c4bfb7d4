package dev.berth.hub.access;

import java.util.Map;

/**
 * A program with rights of its own, declared in the configuration: no account, no servers, no sessions. It shows its token.
 *
 * @param displayName what people read
 * @param description one sentence; empty for none
 * @param admin whether it has the built-in role {@code admin}
 * @param url where it can be reached by whoever may see it; empty for nowhere
 * @param info what else its declaration says of it
 */
public record Service(
        String name, String displayName, String description, boolean admin, String url, Map<String, String> info) {

    public Service {
        info = Map.copyOf(info);
    }
}
