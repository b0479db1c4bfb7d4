package dev.berth.hub.api;

import dev.berth.hub.server.ServerView;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a program wants to start, as JupyterHub's {@code user_options} with the names of our profiles and their options:
 * {@code {"profile": "gpu", "memory": 32}}. A profile without options accepts values of any type, including null, as JupyterHub's spawners
 * do.
 *
 * @param profile empty for the first profile that is available to the user
 */
record ServerChoice(String profile, Map<String, @Nullable Object> options) {

    static final ServerChoice NONE = new ServerChoice("", Map.of());

    private static final String PROFILE = "profile";
    private static final String USER_OPTIONS = "user_options";
    private static final String DISPLAY_NAME = "display_name";
    private static final TypeReference<Map<String, @Nullable Object>> VALUES = new TypeReference<>() {};

    /** They are stored in the server's row and appear in every list of servers. */
    private static final int MAX_CHARACTERS = 16 * 1024;

    /** JupyterHub's own keys, which it drops since 6.1. */
    private static final String RESERVED = "__jupyterhub_";

    ServerChoice {
        // Values may be null.
        options = Collections.unmodifiableMap(new LinkedHashMap<String, @Nullable Object>(options));
    }

    /**
     * 5.x: the whole body contains the options, and {@code {}} means "none". 6.x: {@code {"user_options": {…}, "display_name": "…"}}. Empty
     * if a 6.x body does not contain options.
     */
    static Optional<ServerChoice> of(ApiBody body) {
        if (body.has(DISPLAY_NAME) && body.node().size() == 1) {
            return Optional.empty();
        }
        if (!body.has(USER_OPTIONS)) {
            return Optional.of(chosen(body.node()));
        }
        JsonNode given = body.only(Set.of(USER_OPTIONS, DISPLAY_NAME)).node().path(USER_OPTIONS);
        if (!given.isObject()) {
            throw ApiException.invalid("user_options must be an object");
        }
        return Optional.of(chosen(given));
    }

    /** Options for a later start, as JSON, in a form that such a start accepts; whether they are valid is decided then. */
    static String prepared(JsonNode given) {
        if (!given.isObject()) {
            throw ApiException.invalid("user_options must be an object");
        }
        var _ = chosen(given);
        return given.toString();
    }

    private static ServerChoice chosen(JsonNode given) {
        if (given.toString().length() > MAX_CHARACTERS) {
            throw ApiException.invalid("user_options can have at most " + MAX_CHARACTERS + " characters");
        }
        String profile = new ApiBody(given).text(PROFILE);
        Map<String, @Nullable Object> options = values(given);
        options.keySet().removeIf(key -> key.equals(PROFILE) || key.equals(DISPLAY_NAME) || key.startsWith(RESERVED));
        return new ServerChoice(profile == null ? "" : profile, options);
    }

    /** What was set for the next start, or else the choice of the server's last one. */
    static ServerChoice asLastTime(ServerView server) {
        if (server.prepared() != null) {
            return chosen(server.prepared());
        }
        Map<String, @Nullable Object> options = values(server.given());
        options.putAll(server.options());
        return new ServerChoice(server.profile(), options);
    }

    /**
     * The options in JupyterHub's form: what was sent, and the profile where there is more than one.
     *
     * @param profiles whether there is more than one
     */
    static Map<String, @Nullable Object> model(ServerView server, boolean profiles) {
        ServerChoice choice = asLastTime(server);
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        if (profiles && !choice.profile().isEmpty()) {
            options.put(PROFILE, choice.profile());
        }
        options.putAll(choice.options());
        return options;
    }

    private static Map<String, @Nullable Object> values(JsonNode object) {
        return new LinkedHashMap<String, @Nullable Object>(JsonMapper.shared().convertValue(object, VALUES));
    }
}
