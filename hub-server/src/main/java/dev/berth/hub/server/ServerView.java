package dev.berth.hub.server;

import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A server as people and programs see it.
 *
 * @param path the path below the base URL, such as {@code /user/ann/}
 * @param profile name of the profile of its last start; empty if it was never started
 * @param options the chosen values of that profile's options, by name
 * @param given the values that a program sent for a profile without options, unchanged
 * @param ownName the name to show that somebody gave it
 * @param prepared the options of its next start, as somebody set them without starting it
 * @param stopCode the name of a {@link dev.berth.spi.spawn.ReasonCode}: why it stopped or is stopping
 * @param stopBy the person who requested that, if any
 * @param lastEndpoint which endpoint of the server the last activity was on, such as {@code POST /git/…}; null if unknown
 * @param stopEvidence JSON of the evidence for a policy's decision
 * @param restartBy the person who requested a restart once it is gone
 * @param idleSeconds idle time in seconds after which it is stopped; 0 for never
 * @param maxAgeSeconds maximum lifetime in seconds; 0 for no limit
 */
public record ServerView(
        long id,
        long userId,
        String userName,
        String name,
        String path,
        Wanted wanted,
        Seen seen,
        long generation,
        String profile,
        Map<String, String> options,
        JsonNode given,
        String displayName,
        String landing,
        @Nullable String hostLabel,
        @Nullable String ownName,
        @Nullable JsonNode prepared,
        @Nullable String phase,
        @Nullable String message,
        @Nullable OffsetDateTime requestedAt,
        @Nullable OffsetDateTime readyAt,
        @Nullable OffsetDateTime endedAt,
        @Nullable OffsetDateTime lastActivity,
        @Nullable String lastEndpoint,
        @Nullable String stopCode,
        @Nullable String stopDetail,
        @Nullable String stopBy,
        @Nullable String stopEvidence,
        @Nullable String restartBy,
        long idleSeconds,
        long maxAgeSeconds) {

    public ServerState state() {
        return ServerState.of(wanted, seen);
    }

    /** Whether its name is that of a page of the same user's default server, which cannot be opened while this one runs. */
    public boolean hidesDefaultServer() {
        return ServerNames.hidesDefaultServer(name);
    }

    /** When it will be stopped if it stays idle; null for never. */
    public @Nullable OffsetDateTime idleAt() {
        return state() == ServerState.READY && idleSeconds > 0 && lastActivity != null
                ? lastActivity.plusSeconds(idleSeconds)
                : null;
    }

    /** When it reaches its maximum lifetime; null for never. */
    public @Nullable OffsetDateTime tooOldAt() {
        return state() == ServerState.READY && maxAgeSeconds > 0 && readyAt != null
                ? readyAt.plusSeconds(maxAgeSeconds)
                : null;
    }

    /** Whether its last run ended without a request. */
    public boolean failed() {
        return state() == ServerState.STOPPED && stopCode != null && stopBy == null && readyAt == null;
    }
}
