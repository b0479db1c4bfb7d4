package dev.berth.hub.oauth;

import dev.berth.hub.access.Tokens;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.server.OAuthClientId;
import dev.berth.hub.server.ServerEvent;
import dev.berth.hub.user.UserDirectory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The end of a server ends its own token and those of its visitors, in the same transaction. */
@Component
class EndedServers {

    private static final Actor POLICY = Actor.policy("server-end");

    private final Tokens tokens;
    private final UserDirectory users;

    EndedServers(Tokens tokens, UserDirectory users) {
        this.tokens = tokens;
        this.users = users;
    }

    @EventListener
    void ended(ServerEvent.Ended event) {
        users.byName(event.userName()).ifPresent(owner -> {
            var _ = tokens.revokeOfServer(owner.id(), event.serverName(), POLICY);
        });
        var _ = tokens.revokeOfClient(new OAuthClientId(event.userName(), event.serverName()).text(), POLICY);
    }
}
