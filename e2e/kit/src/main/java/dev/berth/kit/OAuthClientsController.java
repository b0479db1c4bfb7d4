package dev.berth.kit;

import dev.berth.hub.access.Public;
import dev.berth.hub.oauth.KitClients;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(ControlFilter.ROOT + "oauth-clients/{id}")
@Public
final class OAuthClientsController {

    private final KitClients clients;

    OAuthClientsController(KitClients clients) {
        this.clients = clients;
    }

    @GetMapping
    Map<String, Object> show(@PathVariable String id) {
        KitClients.Known client = clients.find(id).orElseThrow(() -> KitErrors.unknown("OAuth client", id));
        return Map.of(
                "identifier",
                client.identifier(),
                "redirect_uri",
                client.redirectUri(),
                "allowed_scopes",
                client.allowedScopes());
    }
}
