package dev.berth.hub.share;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An offer of a share to everybody who has the code. The code itself is not stored.
 *
 * @param names the names of its scopes, without filters
 * @param exchangeCount how often it was accepted
 */
public record ShareCode(
        long number,
        SharedServer server,
        Set<String> names,
        Instant created,
        Instant expires,
        long exchangeCount,
        @Nullable Instant lastExchanged) {

    private static final String PREFIX = "sc_";

    public ShareCode {
        names = Set.copyOf(names);
    }

    /** Its public id, as in JupyterHub. */
    public String id() {
        return PREFIX + number;
    }

    /** The number in a public id; -1, which no code has, for any other text. */
    static long number(String id) {
        return id.matches(PREFIX + "\\d{1,18}") ? Long.parseLong(id.substring(PREFIX.length())) : -1;
    }

    /** Its scopes, limited to its server. */
    public List<String> scopes() {
        return server.scopes(names);
    }
}
