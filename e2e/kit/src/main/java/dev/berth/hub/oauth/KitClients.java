package dev.berth.hub.oauth;

import dev.berth.hub.access.Tokens;
import java.util.List;
import java.util.Optional;

/** The hub's OAuth clients: servers, services, and those that only the tokens that tests made know. */
public class KitClients {

    private final OAuthClients clients;
    private final Tokens tokens;

    KitClients(OAuthClients clients, Tokens tokens) {
        this.clients = clients;
        this.tokens = tokens;
    }

    /** A client as the hub sees it. A client without a redirect address cannot be used to sign in. */
    public record Known(String identifier, String redirectUri, List<String> allowedScopes) {}

    public Optional<Known> find(String id) {
        return clients.find(id)
                .map(client -> new Known(client.id(), client.redirectUri(), client.allowedScopes()))
                .or(() -> Optional.of(id)
                        .filter(tokens.clients()::contains)
                        .map(issued -> new Known(issued, "", List.of())));
    }
}
