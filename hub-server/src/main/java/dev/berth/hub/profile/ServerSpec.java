package dev.berth.hub.profile;

import dev.berth.spi.route.Route;
import dev.berth.spi.spawn.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A profile with everything decided: what one start runs with. Stored as JSON with the server's row.
 *
 * @param profile the profile's name
 * @param startTimeout how long it may take to answer
 * @param idleTimeout after how long without use it is stopped; zero for never
 * @param maxAge after how long it is stopped whatever happens; zero for never
 * @param stopGrace how long it may take to save its work when it is stopped
 * @param mode who decides about visitors; a server that does not authenticate them itself is always EDGE
 * @param jupyter whether it answers Jupyter's {@code /api/kernels} and {@code /api/terminals}
 * @param landing path below the server's own to open first, without a leading slash
 */
public record ServerSpec(
        String profile,
        String displayName,
        String image,
        List<String> command,
        Map<String, String> environment,
        Limits limits,
        Duration startTimeout,
        Duration idleTimeout,
        Duration maxAge,
        Duration stopGrace,
        Route.Mode mode,
        boolean jupyter,
        String landing) {

    public ServerSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
