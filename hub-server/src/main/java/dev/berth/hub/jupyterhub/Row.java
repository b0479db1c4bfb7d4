package dev.berth.hub.jupyterhub;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A row of JupyterHub's database. SQLite has neither times nor booleans: both databases are read as texts and numbers. */
record Row(ResultSet row) {

    long number(String column) throws SQLException {
        return row.getLong(column);
    }

    @Nullable Long optionalNumber(String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }

    boolean flag(String column) throws SQLException {
        return row.getBoolean(column);
    }

    /** Empty for null. */
    String text(String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    @Nullable String optionalText(String column) throws SQLException {
        return row.getString(column);
    }

    /** JupyterHub stores UTC without a time zone. */
    @Nullable Instant time(String column) throws SQLException {
        String text = row.getString(column);
        if (text == null) {
            return null;
        }
        try {
            return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException noTime) {
            throw new SQLException(column + " has the value \"" + Shown.text(text) + "\", which is not a time", noTime);
        }
    }

    /** A list of texts as JSON; empty for null. */
    List<String> texts(String column) throws SQLException {
        String json = row.getString(column);
        if (json == null || json.isBlank()) {
            return List.of();
        }
        try {
            JsonNode list = JsonMapper.shared().readTree(json);
            List<String> texts = new ArrayList<>();
            for (JsonNode each : list) {
                texts.add(each.asString());
            }
            if (list.isArray() || list.isNull()) {
                return texts;
            }
        } catch (JacksonException noJson) {
            throw new SQLException(column + " has the value \"" + Shown.text(json) + "\", which is not JSON", noJson);
        }
        throw new SQLException(column + " has the value \"" + Shown.text(json) + "\", which is not a list");
    }
}
