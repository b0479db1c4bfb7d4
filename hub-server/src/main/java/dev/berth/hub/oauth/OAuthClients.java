package dev.berth.hub.oauth;

import dev.berth.hub.access.Service;
import dev.berth.hub.access.Services;
import dev.berth.hub.access.Tokens;
import dev.berth.hub.server.OAuthClientId;
import dev.berth.hub.server.PublicPaths;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.web.Links;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The clients: servers that the hub has started, and services. There is no other registration. */
@Component
class OAuthClients {

    private final UserDirectory users;
    private final ServerDirectory servers;
    private final Services services;
    private final Tokens tokens;
    private final PublicPaths paths;
    private final Links links;

    OAuthClients(
            UserDirectory users,
            ServerDirectory servers,
            Services services,
            Tokens tokens,
            PublicPaths paths,
            Links links) {
        this.users = users;
        this.servers = servers;
        this.services = services;
        this.tokens = tokens;
        this.paths = paths;
        this.links = links;
    }

    /** The client with this id; empty if there is none, also if its server has ended or uses the proxy's authorization. */
    Optional<OAuthClient> find(String id) {
        return services.byClientId(id)
                .<OAuthClient>map(this::client)
                .or(() -> OAuthClientId.parse(id)
                        .flatMap(named -> users.byName(named.userName())
                                .filter(User::active)
                                .filter(owner -> owner.name().value().equals(named.userName()))
                                .flatMap(owner -> client(named, owner))));
    }

    private OAuthClient client(Service service) {
        Service.Client client = Objects.requireNonNull(service.client(), "found as a client");
        String redirect = client.redirectUri();
        return new OAuthClient.OfService(
                client.id(),
                service,
                redirect == null ? links.url(Service.path(service.name()) + PublicPaths.OAUTH_CALLBACK) : redirect,
                services.tokenHashes(service),
                client.confirm(),
                client.allowedScopes());
    }

    private Optional<OAuthClient> client(OAuthClientId id, User owner) {
        return servers.find(owner.id(), id.serverName())
                .flatMap(server -> tokens.hashOfServer(owner.id(), id.serverName())
                        .map(hash -> new OAuthClient.OfServer(
                                id.text(),
                                owner,
                                id.serverName(),
                                paths.oauthCallback(server.path(), server.hostLabel()),
                                Set.of(hash))));
    }

    /** The client, if this is its secret. */
    Optional<OAuthClient> authenticated(@Nullable String id, @Nullable String secret) {
        return id == null ? Optional.empty() : find(id).filter(client -> client.authenticates(secret));
    }
}
