package dev.berth.hub.keys;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keys that all replicas share, created by the first one that asks. A key has versions: the newest active version signs, and every version
 * that has not expired is accepted. They are reread periodically, well within the time that a new version waits before it signs.
 */
@Component
public final class HubKeys {

    /** Name of the key that signs tokens against cross-site requests. */
    public static final String XSRF = "xsrf";

    private static final long REREAD_NANOS = 10_000_000_000L;

    private final JdbcClient jdbc;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    HubKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The version that currently signs. */
    public byte[] signing(String name) {
        return valid(name).getFirst();
    }

    /** All versions that are currently accepted, the signing one first. */
    public List<byte[]> valid(String name) {
        Known current = known.get(name);
        if (current == null || System.nanoTime() - current.readAt() > REREAD_NANOS) {
            current = reread(name, current);
            known.put(name, current);
        }
        return current.versions();
    }

    /** The known versions remain in use while the database is unavailable. */
    private Known reread(String name, @Nullable Known before) {
        try {
            return new Known(fetch(name), System.nanoTime());
        } catch (DataAccessException failure) {
            if (before == null) {
                throw failure;
            }
            return new Known(before.versions(), System.nanoTime());
        }
    }

    /** The next call reads the database again. */
    public void forget() {
        known.clear();
    }

    private List<byte[]> fetch(String name) {
        List<byte[]> there = read(name);
        if (!there.isEmpty()) {
            return there;
        }
        jdbc.sql("INSERT INTO keys (name, secret) VALUES (:name, :secret) ON CONFLICT DO NOTHING")
                .param("name", name)
                .param("secret", random())
                .update();
        return read(name);
    }

    private List<byte[]> read(String name) {
        return jdbc.sql("""
                        SELECT secret FROM keys WHERE name = :name AND (valid_until IS NULL OR valid_until > now())
                        ORDER BY signs_from <= now() DESC, version DESC
                        """)
                .param("name", name)
                .query((row, number) -> row.getBytes(1))
                .list();
    }

    static byte[] random() {
        byte[] fresh = new byte[32];
        new SecureRandom().nextBytes(fresh);
        return fresh;
    }

    private record Known(List<byte[]> versions, long readAt) {}
}
