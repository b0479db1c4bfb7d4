package dev.berth.hub.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Services that were added over REST, and the tokens of services that are not in the configuration. */
@Repository
class JdbcServiceRepository {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    JdbcServiceRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    List<Service> all() {
        return jdbc.sql("SELECT * FROM services ORDER BY name")
                .query(this::service)
                .list();
    }

    Optional<Service> byName(String name) {
        return jdbc.sql("SELECT * FROM services WHERE name = :name")
                .param("name", name)
                .query(this::service)
                .optional();
    }

    /** False if there is one with this name or client id. */
    boolean insert(Service service) {
        Service.Client client = service.client();
        return jdbc.sql("""
                INSERT INTO services (name, admin, url, display, info, client_id, redirect_uri, confirm, allowed_scopes)
                VALUES (:name, :admin, :url, :display, CAST(:info AS jsonb), :client, :redirect, :confirm, CAST(:scopes AS text[]))
                ON CONFLICT DO NOTHING""")
                        .param("name", service.name())
                        .param("admin", service.admin())
                        .param("url", service.url())
                        .param("display", service.display())
                        .param("info", json.writeValueAsString(service.info()))
                        .param("client", client == null ? null : client.id())
                        .param("redirect", client == null ? null : client.redirectUri())
                        .param("confirm", client == null || client.confirm())
                        .param(
                                "scopes",
                                client == null
                                        ? new String[0]
                                        : client.allowedScopes().toArray(String[]::new))
                        .update()
                == 1;
    }

    boolean delete(String name) {
        jdbc.sql("DELETE FROM service_tokens WHERE service = :name")
                .param("name", name)
                .update();
        return jdbc.sql("DELETE FROM services WHERE name = :name")
                        .param("name", name)
                        .update()
                == 1;
    }

    void replaceToken(String service, String hash) {
        jdbc.sql("""
                INSERT INTO service_tokens (service, hash) VALUES (:service, :hash)
                ON CONFLICT (service) DO UPDATE SET hash = excluded.hash, created = now()""")
                .param("service", service)
                .param("hash", HexFormat.of().parseHex(hash))
                .update();
    }

    Optional<String> ownerOfToken(String hash) {
        return jdbc.sql("SELECT service FROM service_tokens WHERE hash = :hash")
                .param("hash", HexFormat.of().parseHex(hash))
                .query(String.class)
                .optional();
    }

    List<String> tokens(String service) {
        return jdbc.sql("SELECT hash FROM service_tokens WHERE service = :service")
                .param("service", service)
                .query((row, number) -> HexFormat.of().formatHex(row.getBytes("hash")))
                .list();
    }

    private Service service(ResultSet row, int number) throws SQLException {
        String name = row.getString("name");
        String client = row.getString("client_id");
        return new Service(
                name,
                name,
                "",
                row.getBoolean("admin"),
                row.getString("url"),
                null,
                row.getBoolean("display"),
                json.readValue(row.getString("info"), OBJECT),
                client == null ? null : client(client, row),
                null,
                false);
    }

    private static Service.@Nullable Client client(String id, ResultSet row) throws SQLException {
        return new Service.Client(id, row.getString("redirect_uri"), row.getBoolean("confirm"), List.of((String[])
                row.getArray("allowed_scopes").getArray()));
    }
}
