package dev.berth.hub.api;

import dev.berth.hub.access.Service;
import dev.berth.hub.access.ServiceClientId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of a request that adds a service, with JupyterHub's keys.
 *
 * @param token its token, or null
 */
record ServiceBody(Service service, @Nullable String token) {

    /** The last three belong to {@code command}, which is refused. */
    private static final Set<String> KEYS = Set.of(
            "name",
            "admin",
            "url",
            "oauth_client_allowed_scopes",
            "api_token",
            "info",
            "display",
            "oauth_no_confirm",
            "oauth_client_id",
            "oauth_redirect_uri",
            "command",
            "cwd",
            "environment",
            "user");

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final int MAX_INFO = 10_000;

    /** The address of the request determines the name, as in JupyterHub. */
    static ServiceBody of(String name, ApiBody body) {
        ApiBody known = body.only(KEYS);
        JsonNode command = known.node().path("command");
        if (!command.isMissingNode() && !command.isNull() && !command.isEmpty()) {
            throw ApiException.invalid("Can not create managed service " + name + " at runtime. Declare " + name
                    + " in the configuration, with command");
        }
        String url = filled(known.text("url"));
        Service service = new Service(
                name,
                name,
                "",
                Boolean.TRUE.equals(known.bool("admin")),
                url,
                null,
                !Boolean.FALSE.equals(known.bool("display")),
                info(known),
                client(name, url, known),
                null,
                false);
        return new ServiceBody(service, filled(known.text("api_token")));
    }

    private static Service.@Nullable Client client(String name, @Nullable String url, ApiBody body) {
        String id = filled(body.text("oauth_client_id"));
        String redirect = filled(body.text("oauth_redirect_uri"));
        boolean silent = Boolean.TRUE.equals(body.bool("oauth_no_confirm"));
        List<String> scopes = Objects.requireNonNullElse(body.texts("oauth_client_allowed_scopes"), List.of());
        boolean used = url != null || id != null || redirect != null || silent;
        return used ? new Service.Client(id == null ? ServiceClientId.of(name) : id, redirect, !silent, scopes) : null;
    }

    private static Map<String, Object> info(ApiBody body) {
        JsonNode info = body.node().path("info");
        if (info.isMissingNode()) {
            return Map.of();
        }
        if (!info.isObject() || info.toString().length() > MAX_INFO) {
            throw ApiException.invalid("info must be an object of at most " + MAX_INFO + " characters");
        }
        Map<String, Object> read = JsonMapper.shared().convertValue(info, OBJECT);
        if (read.containsValue(null)) {
            throw ApiException.invalid("info must not contain null");
        }
        return read;
    }

    private static @Nullable String filled(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** Omits the token. */
    @Override
    public String toString() {
        return "ServiceBody[" + service.name() + "]";
    }
}
