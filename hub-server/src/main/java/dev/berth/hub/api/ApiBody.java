package dev.berth.hub.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON object that a request brings, read with care: bounded, and every value of the type it must have.
 *
 * @param node an object, empty when the request has no body
 */
public record ApiBody(JsonNode node) {

    private static final int MAX_BYTES = 1 << 20;

    public static ApiBody of(HttpServletRequest request) {
        byte[] bytes;
        try {
            bytes = request.getInputStream().readNBytes(MAX_BYTES + 1);
        } catch (IOException failure) {
            throw ApiException.invalid("The body of the request could not be read");
        }
        if (bytes.length > MAX_BYTES) {
            throw new ApiException(413, "The body of the request is larger than " + MAX_BYTES + " bytes");
        }
        if (new String(bytes, java.nio.charset.StandardCharsets.UTF_8).isBlank()) {
            return new ApiBody(JsonMapper.shared().createObjectNode());
        }
        try {
            JsonNode node = JsonMapper.shared().readTree(bytes);
            if (!node.isObject()) {
                throw ApiException.invalid("The body of the request must be a JSON object");
            }
            if (holdsNul(node)) {
                throw ApiException.invalid("The body of the request holds a NUL character");
            }
            return new ApiBody(node);
        } catch (JacksonException notJson) {
            throw ApiException.invalid("Invalid JSON in body of request");
        }
    }

    /** No name and no text has one, and PostgreSQL takes none. */
    private static boolean holdsNul(JsonNode node) {
        if (node.isString()) {
            return node.asString().indexOf('\0') >= 0;
        }
        return node.propertyNames().stream().anyMatch(key -> key.indexOf('\0') >= 0)
                || node.valueStream().anyMatch(ApiBody::holdsNul);
    }

    public ApiBody only(Set<String> keys) {
        for (String key : node.propertyNames()) {
            if (!keys.contains(key)) {
                String shown = key.length() > 60 ? key.substring(0, 60) + "…" : key;
                throw ApiException.invalid("Invalid JSON keys: " + shown);
            }
        }
        return this;
    }

    public boolean has(String key) {
        return node.hasNonNull(key);
    }

    public @Nullable String text(String key) {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw ApiException.invalid(key + " must be a string");
        }
        return value.asString();
    }

    public @Nullable Boolean bool(String key) {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isBoolean()) {
            throw ApiException.invalid(key + " must be true or false");
        }
        return value.asBoolean();
    }

    public @Nullable Long number(String key) {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw ApiException.invalid(key + " must be a whole number");
        }
        return value.asLong();
    }

    public @Nullable List<String> texts(String key) {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        if (!value.isArray()) {
            throw ApiException.invalid(key + " must be a list of strings");
        }
        for (JsonNode element : value) {
            if (!element.isString()) {
                throw ApiException.invalid(key + " must be a list of strings");
            }
            texts.add(element.asString());
        }
        return texts;
    }
}
