package dev.berth.hub.api;

import dev.berth.hub.server.ServerView;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a program wants to start, as JupyterHub's {@code user_options} with the names of our profiles and their options: {@code {"profile":
 * "gpu", "memory": 32}}.
 *
 * @param profile empty for the first one that the user may use
 */
record ServerChoice(String profile, Map<String, String> options) {

    static final ServerChoice NONE = new ServerChoice("", Map.of());

    private static final String PROFILE = "profile";

    /** JupyterHub's own keys, which it drops since 6.1. */
    private static final String RESERVED = "__jupyterhub_";

    ServerChoice {
        options = Map.copyOf(options);
    }

    /**
     * 5.x: the whole body is the options, and {@code {}} is "none". 6.x: {@code {"user_options": {…}, "display_name": "…"}}. Nothing where
     * a body of 6.x does not speak of options.
     */
    static Optional<ServerChoice> of(ApiBody body) {
        if (body.has("display_name") && body.node().size() == 1) {
            return Optional.empty();
        }
        JsonNode given = body.node().has("user_options") ? body.node().get("user_options") : body.node();
        if (!given.isObject()) {
            throw ApiException.invalid("user_options must be an object");
        }
        String profile = new ApiBody(given).text(PROFILE);
        Map<String, String> options = new HashMap<>();
        given.properties().stream()
                .filter(each -> !each.getKey().equals(PROFILE) && !each.getKey().startsWith(RESERVED))
                .filter(each -> !each.getKey().equals("display_name"))
                .forEach(each -> options.put(each.getKey(), value(each.getKey(), each.getValue())));
        return Optional.of(new ServerChoice(profile == null ? "" : profile, options));
    }

    /** What was used the last time. */
    static ServerChoice asLastTime(ServerView server) {
        return new ServerChoice(server.profile(), server.options());
    }

    private static String value(String name, JsonNode value) {
        if (!value.isValueNode() || value.isNull()) {
            String shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
            throw ApiException.invalid("user_options." + shown + " must be text, a number or a boolean");
        }
        return value.asString();
    }
}
