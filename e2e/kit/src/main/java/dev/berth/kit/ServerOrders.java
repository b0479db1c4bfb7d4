package dev.berth.kit;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a test wants of one server, from its next start on.
 *
 * @param command instead of the usual one; null for that
 * @param environment in addition to the hub's
 * @param folder where the process runs; null for the kit's own
 * @param delay of starts and stops in the mode slow; null for the usual one
 * @param held whether a start waits until a test releases it
 */
record ServerOrders(
        @Nullable List<String> command,
        Map<String, String> environment,
        @Nullable String folder,
        @Nullable Duration delay,
        boolean held) {

    static final ServerOrders NONE = new ServerOrders(null, Map.of(), null, null, false);

    ServerOrders {
        command = command == null ? null : List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    ServerOrders holding(boolean held) {
        return new ServerOrders(command, environment, folder, delay, held);
    }

    ServerOrders with(String variable, String value) {
        Map<String, String> all = new HashMap<>(environment);
        all.put(variable, value);
        return new ServerOrders(command, all, folder, delay, held);
    }
}
