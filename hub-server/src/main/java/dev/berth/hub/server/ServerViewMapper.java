package dev.berth.hub.server;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the columns of {@link ServerDirectory#COLUMNS}. By hand: Spring's mapper finds each column by trying names, and the driver builds an
 * exception for each name that does not exist, which made up two fifths of a page of 200 users with servers.
 */
final class ServerViewMapper implements RowMapper<ServerView> {

    private static final TypeReference<Map<String, String>> OPTIONS = new TypeReference<>() {};

    private final JsonMapper json;

    ServerViewMapper(JsonMapper json) {
        this.json = json;
    }

    @Override
    public ServerView mapRow(ResultSet row, int number) throws SQLException {
        return new ServerView(
                row.getLong("id"),
                row.getLong("user_id"),
                row.getString("user_name"),
                row.getString("name"),
                row.getString("path"),
                Wanted.valueOf(row.getString("wanted")),
                Seen.valueOf(row.getString("seen")),
                row.getLong("generation"),
                row.getString("profile"),
                options(row.getString("options")),
                given(row.getString("given")),
                row.getString("display_name"),
                row.getString("landing"),
                row.getString("host_label"),
                row.getString("own_name"),
                prepared(row.getString("prepared")),
                row.getString("phase"),
                row.getString("message"),
                time(row, "requested_at"),
                time(row, "ready_at"),
                time(row, "ended_at"),
                time(row, "last_activity"),
                row.getString("last_endpoint"),
                row.getString("stop_code"),
                row.getString("stop_detail"),
                row.getString("stop_by"),
                row.getString("stop_evidence"),
                row.getString("restart_by"),
                row.getLong("idle_seconds"),
                row.getLong("max_age_seconds"));
    }

    /** Most servers have none. */
    private Map<String, String> options(String text) {
        return text.equals("{}") ? Map.of() : json.readValue(text, OPTIONS);
    }

    private JsonNode given(String text) {
        return text.equals("{}") ? json.createObjectNode() : json.readTree(text);
    }

    private @Nullable JsonNode prepared(@Nullable String text) {
        return text == null ? null : json.readTree(text);
    }

    private static @Nullable OffsetDateTime time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class);
    }
}
