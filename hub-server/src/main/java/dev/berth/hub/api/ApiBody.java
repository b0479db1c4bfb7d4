package dev.berth.hub.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON object that a request brings, read with care: bounded, every value of the type it must have, and nothing read in silence as
 * something else. Whatever its Content-Type says, it is JSON. A key that is null is neither missing nor empty: a program that could not
 * fill it in must not get what "missing" means, so it is refused unless {@link #nullIsMissing} names it. A key that occurs twice is refused
 * (RFC 8259, section 4: what readers make of it is unpredictable).
 *
 * @param node an object, empty if the request does not have a body
 */
public record ApiBody(JsonNode node) {

    private static final int MAX_BYTES = 1 << 20;

    private static final ObjectReader JSON = JsonMapper.shared()
            .readerFor(JsonNode.class)
            .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** The body of a call to which each key is optional, and the body with them. */
    public static ApiBody of(HttpServletRequest request) {
        return read(request).orElseGet(() -> new ApiBody(JsonMapper.shared().createObjectNode()));
    }

    /** The body of a call that says nothing without one. */
    public static ApiBody required(HttpServletRequest request) {
        return read(request).orElseThrow(() -> ApiException.invalid("The request needs a body: a JSON object"));
    }

    /** The body, or nothing when the request has none. */
    static Optional<ApiBody> read(HttpServletRequest request) {
        byte[] bytes = bytes(request);
        if (new String(bytes, StandardCharsets.UTF_8).isBlank()) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readValue(bytes);
            if (!node.isObject()) {
                throw ApiException.invalid("The body of the request must be a JSON object");
            }
            if (holdsNul(node)) {
                throw ApiException.invalid("The body of the request contains a NUL character");
            }
            return Optional.of(new ApiBody(node));
        } catch (JacksonException notJson) {
            throw ApiException.invalid("Invalid JSON in body of request");
        }
    }

    /** All of what the request says that it brings: a part of it, or nothing, could mean something else than the whole. */
    private static byte[] bytes(HttpServletRequest request) {
        byte[] bytes;
        try {
            bytes = request.getInputStream().readNBytes(MAX_BYTES + 1);
        } catch (IOException failure) {
            throw ApiException.invalid("The body of the request could not be read");
        }
        if (bytes.length > MAX_BYTES) {
            throw new ApiException(413, "The body of the request is larger than " + MAX_BYTES + " bytes");
        }
        long announced = request.getContentLengthLong();
        if (announced >= 0 && announced != bytes.length) {
            throw ApiException.invalid("The request announces a body of " + announced + " bytes, and " + bytes.length
                    + " could be read. Send the body again.");
        }
        return bytes;
    }

    /** This body without those of the keys that are null, for calls in which JupyterHub's clients send null for "not set". */
    public ApiBody nullIsMissing(String... keys) {
        ObjectNode copy = ((ObjectNode) node).deepCopy();
        for (String key : keys) {
            if (copy.path(key).isNull()) {
                copy.remove(key);
            }
        }
        return new ApiBody(copy);
    }

    /** No name or text contains this character, and PostgreSQL does not accept it. */
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

    /** Whether the key is there, null included. */
    public boolean has(String key) {
        return node.has(key);
    }

    public @Nullable String text(String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            throw wrong(key, value, "a string");
        }
        return value.asString();
    }

    public @Nullable Boolean bool(String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            throw wrong(key, value, "true or false");
        }
        return value.asBoolean();
    }

    public @Nullable Long number(String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(key, value, "a whole number");
        }
        return value.asLong();
    }

    public @Nullable List<String> texts(String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        if (!value.isArray()) {
            throw wrong(key, value, "a list of strings");
        }
        for (JsonNode element : value) {
            if (!element.isString()) {
                throw wrong(key, value, "a list of strings");
            }
            texts.add(element.asString());
        }
        return texts;
    }

    private static ApiException wrong(String key, JsonNode value, String right) {
        String unset = value.isNull() ? ", not null. Leave it out if it is not set" : "";
        return ApiException.invalid(key + " must be " + right + unset);
    }
}
