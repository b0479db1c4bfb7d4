package dev.berth.hub.home;

import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.web.Links;
import dev.berth.spi.route.CanonicalPath;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * A server as the pages show it.
 *
 * @param tail {@code /ann} or {@code /ann/gpu}: what names it at the end of a page's path
 * @param url where it opens
 */
public record ServerCard(
        String userName,
        String name,
        String displayName,
        ServerState state,
        boolean pending,
        String tail,
        String url,
        String since,
        String lastActivity,
        @Nullable String stopCode,
        @Nullable String stopDetail,
        @Nullable String stopEvidence) {

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'");

    public static ServerCard of(ServerView server, Links links) {
        return new ServerCard(
                server.userName(),
                server.name(),
                server.displayName(),
                server.state(),
                server.state() == ServerState.PENDING_START || server.state() == ServerState.PENDING_STOP,
                tail(server.userName(), server.name()),
                server.path().isEmpty() ? "" : links.server(server.path(), server.landing(), server.hostLabel()),
                minutes(server.readyAt()),
                minutes(server.lastActivity()),
                server.stopCode(),
                server.stopDetail(),
                server.stopEvidence());
    }

    /** For a server that has no row yet. */
    static ServerCard never(String userName, String name) {
        return new ServerCard(
                userName, name, "", ServerState.STOPPED, false, tail(userName, name), "", "", "", null, null, null);
    }

    static String tail(String userName, String serverName) {
        String user = "/" + CanonicalPath.segment(userName);
        return serverName.isEmpty() ? user : user + "/" + CanonicalPath.segment(serverName);
    }

    /** A time to the minute, as pages show it; empty for none. */
    public static String minutes(@Nullable OffsetDateTime time) {
        return time == null ? "" : MINUTES.format(time.withOffsetSameInstant(ZoneOffset.UTC));
    }
}
