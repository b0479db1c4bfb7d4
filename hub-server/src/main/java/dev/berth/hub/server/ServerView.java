package dev.berth.hub.server;

import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A server as people and programs see it.
 *
 * @param path below the base URL, such as {@code /user/ann/}
 * @param profile name of the profile of its last start; empty for one that was never started
 * @param options what was chosen of that profile's options, by their names
 * @param given what a program gave for a profile without options, as it came
 * @param stopCode a {@link dev.berth.spi.spawn.ReasonCode}'s name: why it stopped or will
 * @param stopBy the person who asked for that, if one did
 * @param stopEvidence JSON of what a policy's decision rests on
 * @param restartBy the person who wishes that it start anew once it is gone
 * @param idleSeconds after how many seconds without use it is stopped; 0 for never
 * @param maxAgeSeconds after how many seconds it is stopped in any case; 0 for never
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
        @Nullable String phase,
        @Nullable String message,
        @Nullable OffsetDateTime requestedAt,
        @Nullable OffsetDateTime readyAt,
        @Nullable OffsetDateTime endedAt,
        @Nullable OffsetDateTime lastActivity,
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

    /** When it is stopped if nobody uses it meanwhile; null where that is never. */
    public @Nullable OffsetDateTime idleAt() {
        return state() == ServerState.READY && idleSeconds > 0 && lastActivity != null
                ? lastActivity.plusSeconds(idleSeconds)
                : null;
    }

    /** When it is stopped in any case; null where that is never. */
    public @Nullable OffsetDateTime tooOldAt() {
        return state() == ServerState.READY && maxAgeSeconds > 0 && readyAt != null
                ? readyAt.plusSeconds(maxAgeSeconds)
                : null;
    }

    /** Whether its last run ended otherwise than by somebody's wish. */
    public boolean failed() {
        return state() == ServerState.STOPPED && stopCode != null && stopBy == null && readyAt == null;
    }
}
