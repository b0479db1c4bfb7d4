package dev.berth.hub.server.reconcile;

import dev.berth.hub.access.Scope;
import dev.berth.hub.access.ScopeFilter;
import dev.berth.hub.server.OAuthClientId;
import dev.berth.hub.server.PublicPaths;
import dev.berth.hub.server.ServerRow;
import dev.berth.spi.route.CanonicalPath;
import dev.berth.spi.spawn.Limits;
import dev.berth.spi.spawn.StartRequest;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The environment variables from which a server that authorizes its visitors itself ({@code jupyterhub-singleuser}) learns how to reach the
 * hub and whom to let in, as JupyterHub's {@code Spawner.get_env} sets them (5.5 and 6.1).
 */
@Component
class SingleUserEnvironment {

    private final PublicPaths paths;
    private final JsonMapper json;

    SingleUserEnvironment(PublicPaths paths, JsonMapper json) {
        this.paths = paths;
        this.json = json;
    }

    Map<String, String> of(ServerRow row) {
        ServerRow.Launch launch = row.requiredLaunch();
        Map<String, String> environment = new HashMap<>(limits(launch.spec().limits()));
        String token = Objects.requireNonNull(row.token(), "a wanted server has a token")
                .value();
        environment.put("JUPYTERHUB_API_TOKEN", token);
        // For images of JupyterHub's first versions.
        environment.put("JPY_API_TOKEN", token);
        String owner = launch.owner().name();
        environment.put("JUPYTERHUB_CLIENT_ID", new OAuthClientId(owner, row.name()).text());
        environment.put("JUPYTERHUB_OAUTH_CALLBACK_URL", paths.oauthCallback(launch.path(), launch.hostLabel()));
        String scopes = json.writeValueAsString(accessScopes(owner, row.name()));
        environment.put("JUPYTERHUB_OAUTH_ACCESS_SCOPES", scopes);
        environment.put("JUPYTERHUB_OAUTH_SCOPES", scopes);
        environment.put("JUPYTERHUB_OAUTH_CLIENT_ALLOWED_SCOPES", "[]");
        environment.put("JUPYTERHUB_COOKIE_OPTIONS", "{}");
        // A __Host- cookie would be sent to every user's server.
        environment.put("JUPYTERHUB_COOKIE_HOST_PREFIX_ENABLED", "0");
        environment.put(StartRequest.SERVICE_URL, "http://{ip}:{port}{base-path}");
        String api = paths.hubUrl() + "hub/api";
        environment.put("JUPYTERHUB_API_URL", api);
        environment.put("JUPYTERHUB_ACTIVITY_URL", api + "/users/" + CanonicalPath.segment(owner) + "/activity");
        return environment;
    }

    /** A visitor must have one of these. */
    private static List<String> accessScopes(String owner, String server) {
        return List.of(
                new Scope("access:servers", new ScopeFilter.OfServer(owner, server)).toString(),
                new Scope("access:servers", new ScopeFilter.OfUser(owner)).toString());
    }

    /** For information only: the spawner enforces them. */
    private static Map<String, String> limits(Limits limits) {
        Map<String, String> known = new HashMap<>();
        if (limits.memoryBytes() > 0) {
            known.put("MEM_LIMIT", Long.toString(limits.memoryBytes()));
        }
        if (limits.cpuMillis() > 0) {
            known.put(
                    "CPU_LIMIT",
                    BigDecimal.valueOf(limits.cpuMillis(), 3)
                            .stripTrailingZeros()
                            .toPlainString());
        }
        return known;
    }
}
