package dev.berth.hub.signin;

import dev.berth.hub.access.CredentialHash;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What may be used once, in the whole installation. A row has an end, after which nobody would take the thing any more anyway. */
@Repository
public class SingleUses {

    private final JdbcClient jdbc;

    SingleUses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Uses it up; false if somebody has used it already.
     *
     * @param what it, with its kind before it
     * @param until when it is no longer taken by itself
     */
    public boolean use(String what, Instant until) {
        return jdbc.sql("INSERT INTO single_uses (hash, expires) VALUES (:hash, :until) ON CONFLICT DO NOTHING")
                        .param("hash", hash(what))
                        .param("until", until.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    public boolean isUsed(String what) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM single_uses WHERE hash = :hash)")
                .param("hash", hash(what))
                .query(Boolean.class)
                .single();
    }

    /** Kept a while longer than they count, for clocks that differ. */
    void removeOld() {
        jdbc.sql("DELETE FROM single_uses WHERE expires < now() - interval '10 minutes'")
                .update();
    }

    private static byte[] hash(String what) {
        return HexFormat.of().parseHex(CredentialHash.sha256(what));
    }
}
