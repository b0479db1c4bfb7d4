package dev.berth.spawner.docker;

import dev.berth.spi.spawn.Run;
import dev.berth.spi.spawn.ServerRef;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A container of a server, as the engine describes it.
 *
 * @param status one of created, running, paused, restarting, removing, exited, dead
 * @param error why its last start failed; empty if it did not fail
 * @param started when its process was started; null if it never was
 * @param finished when its process ended; null if it has not
 * @param outOfMemory whether any of its processes was ever killed for memory
 * @param ip its address in the servers' network; empty while it has none
 * @param labels its labels
 * @param token the token that its server requires
 * @param memory its memory limit in bytes
 */
record Container(
        String id,
        ServerRef ref,
        String status,
        int exitCode,
        String error,
        @Nullable Instant started,
        @Nullable Instant finished,
        boolean outOfMemory,
        String ip,
        Map<String, String> labels,
        String token,
        long memory) {

    private static final String NEVER = "0001-01-01T00:00:00Z";
    private static final String TOKEN = "JUPYTER_TOKEN=";

    /** From the response to an inspection. */
    static Container of(JsonNode inspected, String network) {
        JsonNode state = inspected.path("State");
        Map<String, String> labels = new HashMap<>();
        JsonNode config = inspected.path("Config");
        config.path("Labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asString("")));
        return new Container(
                inspected.path("Id").asString(),
                Names.ref(config.path("Labels")),
                state.path("Status").asString(),
                state.path("ExitCode").asInt(0),
                state.path("Error").asString(""),
                time(state.path("StartedAt")),
                time(state.path("FinishedAt")),
                state.path("OOMKilled").asBoolean(false),
                inspected
                        .path("NetworkSettings")
                        .path("Networks")
                        .path(network)
                        .path("IPAddress")
                        .asString(""),
                Map.copyOf(labels),
                token(config.path("Env")),
                inspected.path("HostConfig").path("Memory").asLong(0));
    }

    /** Whether it has a process, or may have one in a moment without anybody starting it. */
    boolean isRunning() {
        return status.equals("running") || status.equals("paused") || status.equals("restarting");
    }

    /** Whether its process was ever started. */
    boolean ran() {
        return started != null;
    }

    /** For usage records: the engine's own times. */
    Run run(String node) {
        return Run.of(started, isRunning() ? null : finished, node);
    }

    /** Whether its start failed. The engine then keeps it as created. */
    boolean failedToStart() {
        return !isRunning() && !error.isEmpty() && !status.equals("exited");
    }

    /** Whether it was created and nothing more has happened to it. */
    boolean isUntouched() {
        return status.equals("created") && !ran() && error.isEmpty();
    }

    private static @Nullable Instant time(JsonNode text) {
        String written = text.asString(NEVER);
        return written.equals(NEVER) ? null : OffsetDateTime.parse(written).toInstant();
    }

    private static String token(JsonNode environment) {
        for (JsonNode variable : environment) {
            if (variable.asString("").startsWith(TOKEN)) {
                return variable.asString("").substring(TOKEN.length());
            }
        }
        return "";
    }

    /** Omits the token. */
    @Override
    public String toString() {
        return "Container[" + ref + ", " + status + "]";
    }
}
