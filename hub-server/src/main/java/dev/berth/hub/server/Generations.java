package dev.berth.hub.server;

import dev.berth.hub.access.TokenWish;
import dev.berth.hub.access.Tokens;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.server.ServerRow.Launch;
import dev.berth.hub.server.WishRepository.Current;
import dev.berth.spi.route.Route;
import dev.berth.spi.spawn.Secret;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Begins a new generation of a server, and ends the last one, always inside the transaction of the decision. */
@Component
public class Generations {

    private static final int TOKEN_BYTES = 32;

    private static final Actor POLICY = Actor.policy("server-start");

    private final WishRepository wishes;
    private final ProgressLog progress;
    private final RunLog runs;
    private final Tokens tokens;
    private final ApplicationEventPublisher events;
    private final SecureRandom random = new SecureRandom();

    Generations(
            WishRepository wishes, ProgressLog progress, RunLog runs, Tokens tokens, ApplicationEventPublisher events) {
        this.wishes = wishes;
        this.progress = progress;
        this.runs = runs;
        this.tokens = tokens;
        this.events = events;
    }

    /** Returns the number of the new generation. */
    long begin(Current current, Launch launch, String by) {
        Secret token = newToken();
        wishes.start(current, launch, token, by);
        if (launch.spec().mode() == Route.Mode.SELF) {
            // With it the server calls the hub, and proves itself as an OAuth client.
            var _ = tokens.issue(TokenWish.ofServer(current.userId(), current.name()), token.value(), POLICY);
        }
        progress.begin(current.id(), current.generation() + 1);
        runs.begin(current, launch.spec().profile(), by);
        events.publishEvent(new ServerEvent.Requested(
                current.id(), current.userName(), current.name(), launch.spec().profile(), by));
        return current.generation() + 1;
    }

    /** Called with the record of a server's end: a server for which a restart was requested is wanted again, unchanged. */
    public void beginAgainIfWished(ServerRow row) {
        wishes.restartBy(row.id())
                .ifPresent(by -> wishes.lock(row.id()).ifPresent(current -> begin(current, row.requiredLaunch(), by)));
    }

    /** Deletes the row of a server that has ended. */
    public void end(ServerRow row) {
        wishes.delete(row.id());
    }

    private Secret newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return new Secret(HexFormat.of().formatHex(bytes));
    }
}
