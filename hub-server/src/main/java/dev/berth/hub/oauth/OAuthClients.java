package dev.berth.hub.oauth;

import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.access.Tokens;
import dev.berth.hub.server.OAuthClientId;
import dev.berth.hub.server.PublicPaths;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The clients: there is no registration, because every server that uses OAuth was started by the hub. */
@Component
class OAuthClients {

    private final UserDirectory users;
    private final ServerDirectory servers;
    private final Tokens tokens;
    private final PublicPaths paths;

    OAuthClients(UserDirectory users, ServerDirectory servers, Tokens tokens, PublicPaths paths) {
        this.users = users;
        this.servers = servers;
        this.tokens = tokens;
        this.paths = paths;
    }

    /** The client with this id; empty if there is none, also if its server has ended or uses the proxy's authorization. */
    Optional<OAuthClient> find(String id) {
        return OAuthClientId.parse(id)
                .flatMap(named -> users.byName(named.userName())
                        .filter(User::active)
                        .filter(owner -> owner.name().value().equals(named.userName()))
                        .flatMap(owner -> client(named, owner)));
    }

    private Optional<OAuthClient> client(OAuthClientId id, User owner) {
        return servers.find(owner.id(), id.serverName())
                .flatMap(server -> tokens.hashOfServer(owner.id(), id.serverName())
                        .map(hash -> new OAuthClient(
                                id.text(),
                                owner,
                                id.serverName(),
                                paths.oauthCallback(server.path(), server.hostLabel()),
                                hash)));
    }

    /** The client, if this is its secret. */
    Optional<OAuthClient> authenticated(@Nullable String id, @Nullable String secret) {
        Optional<String> hash = CredentialHash.of(secret);
        return id == null || hash.isEmpty()
                ? Optional.empty()
                : find(id).filter(client -> client.authenticates(hash.get()));
    }
}
