package dev.berth.kit;

import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.access.Service;
import dev.berth.hub.access.ServiceClientId;
import dev.berth.hub.api.ApiBody;
import dev.berth.hub.api.ApiException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service as JupyterHub's configuration declares it.
 *
 * @param token its token, made where the entry has none, as JupyterHub does
 * @param start whether to start its command
 */
record ServiceEntry(Service service, String token, boolean start) {

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
            "user",
            "start");

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    static ServiceEntry of(String name, ApiBody sent) {
        ApiBody body = sent.nullIsMissing(KEYS.toArray(String[]::new)).only(KEYS);
        String url = filled(body.text("url"));
        Service service = new Service(
                name,
                name,
                "",
                Boolean.TRUE.equals(body.bool("admin")),
                url,
                filled(body.text("user")),
                !Boolean.FALSE.equals(body.bool("display")),
                object(body, "info", OBJECT),
                client(name, url, body),
                command(body),
                true);
        String token = filled(body.text("api_token"));
        return new ServiceEntry(
                service, token == null ? CredentialHash.newValue() : token, Boolean.TRUE.equals(body.bool("start")));
    }

    private static Service.@Nullable Client client(String name, @Nullable String url, ApiBody body) {
        String id = filled(body.text("oauth_client_id"));
        String redirect = filled(body.text("oauth_redirect_uri"));
        boolean silent = Boolean.TRUE.equals(body.bool("oauth_no_confirm"));
        List<String> scopes = Objects.requireNonNullElse(body.texts("oauth_client_allowed_scopes"), List.of());
        boolean used = url != null || id != null || redirect != null || silent;
        return used ? new Service.Client(id == null ? ServiceClientId.of(name) : id, redirect, !silent, scopes) : null;
    }

    private static Service.@Nullable Command command(ApiBody body) {
        List<String> words = Objects.requireNonNullElse(body.texts("command"), List.of());
        return words.isEmpty()
                ? null
                : new Service.Command(words, filled(body.text("cwd")), object(body, "environment", TEXTS));
    }

    private static <V> Map<String, V> object(ApiBody body, String key, TypeReference<Map<String, V>> type) {
        JsonNode value = body.node().path(key);
        if (value.isMissingNode()) {
            return Map.of();
        }
        if (!value.isObject()) {
            throw ApiException.invalid(key + " must be an object");
        }
        return JsonMapper.shared().convertValue(value, type);
    }

    private static @Nullable String filled(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** Omits the token. */
    @Override
    public String toString() {
        return "ServiceEntry[" + service.name() + "]";
    }
}
