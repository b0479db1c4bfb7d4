package dev.berth.hub.signin;

import dev.berth.hub.access.CredentialHash;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Values that can be used once in the whole installation. A row has an expiry time, after which the value would not be accepted anyway. */
@Repository
public class SingleUses {

    private final JdbcClient jdbc;

    SingleUses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Marks it as used; false if it was already used.
     *
     * @param what the value, prefixed with its kind
     * @param until when it expires anyway
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

    /** Kept a while longer than they are valid, for clock differences. */
    void removeOld() {
        jdbc.sql("DELETE FROM single_uses WHERE expires < now() - interval '10 minutes'")
                .update();
    }

    private static byte[] hash(String what) {
        return HexFormat.of().parseHex(CredentialHash.sha256(what));
    }
}
