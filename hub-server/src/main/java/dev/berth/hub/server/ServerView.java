package dev.berth.hub.server;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A server as people and programs see it.
 *
 * @param path below the base URL, such as {@code /user/ann/}
 * @param profile name of the profile of its last start; empty for one that was never started
 * @param stopCode a {@link dev.berth.spi.spawn.ReasonCode}'s name: why it stopped or will
 * @param stopBy the person who asked for that, if one did
 * @param stopEvidence JSON of what a policy's decision rests on
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
        @Nullable String stopEvidence) {

    public ServerState state() {
        return ServerState.of(wanted, seen);
    }

    /** Whether its last run ended otherwise than by somebody's wish. */
    public boolean failed() {
        return state() == ServerState.STOPPED && stopCode != null && stopBy == null && readyAt == null;
    }
}
