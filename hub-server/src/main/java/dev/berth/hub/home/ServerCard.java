package dev.berth.hub.home;

import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.web.Links;
import dev.berth.spi.route.CanonicalPath;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A server as shown on the pages.
 *
 * @param displayName the display name of its current or last profile
 * @param pending whether it is starting or stopping, so that the page refreshes itself
 * @param started whether it was ever started, so that there may be a log
 * @param restarting whether it is restarted once it is gone
 * @param tail {@code /ann} or {@code /ann/gpu}: the end of the paths of its pages
 * @param url the address of the server
 * @param hidesDefault whether its name is the same as that of a page of the default server
 * @param since since when it has been ready
 * @param idleAt when it is stopped if it stays idle; null for never
 * @param tooOldAt when it reaches its maximum lifetime; null for no limit
 */
public record ServerCard(
        String userName,
        String name,
        String displayName,
        ServerState state,
        boolean pending,
        boolean started,
        boolean restarting,
        String tail,
        String url,
        boolean hidesDefault,
        @Nullable Instant since,
        @Nullable Instant lastActivity,
        @Nullable String lastEndpoint,
        @Nullable Instant idleAt,
        @Nullable Instant tooOldAt,
        @Nullable Instant endedAt,
        @Nullable String stopCode,
        @Nullable String stopDetail,
        @Nullable String stopEvidence) {

    public static ServerCard of(ServerView server, Links links) {
        return new ServerCard(
                server.userName(),
                server.name(),
                server.displayName(),
                server.state(),
                server.state() == ServerState.PENDING_START || server.state() == ServerState.PENDING_STOP,
                server.generation() > 0,
                server.restartBy() != null,
                tail(server.userName(), server.name()),
                server.path().isEmpty() ? "" : links.server(server.path(), server.landing(), server.hostLabel()),
                server.hidesDefaultServer(),
                instant(server.readyAt()),
                instant(server.lastActivity()),
                server.lastEndpoint(),
                instant(server.idleAt()),
                instant(server.tooOldAt()),
                instant(server.endedAt()),
                server.stopCode(),
                server.stopDetail(),
                server.stopEvidence());
    }

    /** For a server that does not have a row yet. */
    static ServerCard never(String userName, String name) {
        return new ServerCard(
                userName,
                name,
                "",
                ServerState.STOPPED,
                false,
                false,
                false,
                tail(userName, name),
                "",
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** The reason for its end is shown while it is not running, but not while it is starting again. */
    public boolean tellsWhy() {
        return stopCode != null && state != ServerState.READY && state != ServerState.PENDING_START;
    }

    public static String tail(String userName, String serverName) {
        String user = "/" + CanonicalPath.segment(userName);
        return serverName.isEmpty() ? user : user + "/" + CanonicalPath.segment(serverName);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
