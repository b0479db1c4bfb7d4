package dev.berth.hub.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Fills a database with a large installation. Every tenth user has a ready server. */
final class Crowd {

    private Crowd() {}

    static void seed(JdbcClient jdbc, int users, int events) {
        for (String statement : script().split(";\n\n")) {
            JdbcClient.StatementSpec spec = jdbc.sql(statement.strip().replaceAll(";$", ""));
            if (statement.contains(":users")) {
                spec = spec.param("users", users);
            }
            if (statement.contains(":events")) {
                spec = spec.param("events", events);
            }
            spec.update();
        }
    }

    private static String script() {
        try (InputStream in = Crowd.class.getResourceAsStream("/bench/crowd.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
