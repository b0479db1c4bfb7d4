package dev.berth.hub.routing;

import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.session.BrowserSessions;
import dev.berth.spi.route.Entry;
import dev.berth.spi.route.EntryRequest;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Transfers a session from the hub's host to a user's own host, as in OAuth: with a code that can be used once, for half a minute, and only
 * in the browser that requested it. The session's own value never leaves the hub's host.
 */
@Component
class HostEntries {

    private static final int LIFETIME_SECONDS = 30;

    private final JdbcClient jdbc;
    private final BrowserSessions sessions;
    private final FeedRepository feed;

    HostEntries(JdbcClient jdbc, BrowserSessions sessions, FeedRepository feed) {
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.feed = feed;
    }

    /**
     * Creates a code.
     *
     * @param sessionHash hash of the session that it transfers
     * @param host label of the user's host
     * @param state SHA-256 of the state cookie that the proxy set there
     */
    String issue(String sessionHash, String host, String state) {
        String code = CredentialHash.newValue();
        jdbc.sql("""
                        insert into host_entries (code, state, host, session_hash, expires_at)
                        values (?, ?, ?, ?, now() + ? * interval '1 second')
                        """)
                .params(CredentialHash.sha256(code), state, host, sessionHash, LIFETIME_SECONDS)
                .update();
        return code;
    }

    /** Uses up a code, whether or not the other parameters match. */
    @Transactional
    public Optional<Entry> redeem(EntryRequest request) {
        return jdbc.sql("""
                        delete from host_entries where code = ? returning
                            session_hash, state = ? and host = ? and expires_at > now() as good
                        """)
                .params(request.code(), request.state(), request.host())
                .query((rs, index) -> rs.getBoolean("good") ? rs.getString("session_hash") : "")
                .optional()
                .filter(hash -> !hash.isEmpty())
                .flatMap(hash -> sessions.openChild(hash, request.host()))
                .map(child -> Entry.sent(child.value(), child.until(), feed.now()));
    }
}
