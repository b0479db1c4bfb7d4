package dev.berth.hub.signin;

import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keys that all replicas share, made by the first one that asks. */
@Component
final class HubKeys {

    private final JdbcClient jdbc;
    private final Map<String, byte[]> known = new ConcurrentHashMap<>();

    HubKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    byte[] key(String name) {
        return known.computeIfAbsent(name, this::fetch);
    }

    private byte[] fetch(String name) {
        byte[] fresh = new byte[32];
        new SecureRandom().nextBytes(fresh);
        jdbc.sql("INSERT INTO keys (name, secret) VALUES (:name, :secret) ON CONFLICT DO NOTHING")
                .param("name", name)
                .param("secret", fresh)
                .update();
        return jdbc.sql("SELECT secret FROM keys WHERE name = :name")
                .param("name", name)
                .query((row, number) -> row.getBytes(1))
                .single();
    }
}
