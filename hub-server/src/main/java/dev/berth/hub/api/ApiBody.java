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
 * The JSON object in a request's body, validated: limited in size, with values of the expected types, and never interpreted as something
 * else. It is JSON whatever its Content-Type. A null value is neither missing nor empty: a program that could not fill in a value must not
 * get the default, so null is rejected unless {@link #nullIsMissing} names the key. A duplicate key is rejected (RFC 8259, section 4: the
 * behavior of readers is unpredictable).
 *
 * @param node an object, empty if the request does not have a body
 */
public record ApiBody(JsonNode node) {

    private static final int MAX_BYTES = 1 << 20;

    private static final ObjectReader JSON = JsonMapper.shared()
            .readerFor(JsonNode.class)
            .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** The body of a call in which every key, and the body itself, is optional. */
    public static ApiBody of(HttpServletRequest request) {
        return read(request).orElseGet(() -> new ApiBody(JsonMapper.shared().createObjectNode()));
    }

    /** The body of a call that requires one. */
    public static ApiBody required(HttpServletRequest request) {
        return read(request).orElseThrow(() -> ApiException.invalid("The request needs a body: a JSON object"));
    }

    /** The body, or empty if the request does not have one. */
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

    /** Reads the complete announced body: a part of it could have a different meaning. */
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
            throw ApiException.invalid("The request announces a body of " + announced + " bytes, but only "
                    + bytes.length + " could be read. Send the body again.");
        }
        return bytes;
    }

    /** This body without the keys whose value is null, for calls in which JupyterHub's clients send null for "not set". */
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

    /** Whether the key exists, even with a null value. */
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
        String unset = value.isNull() ? ", not null. Omit it if it is not set" : "";
        return ApiException.invalid(key + " must be " + right + unset);
    }
}
