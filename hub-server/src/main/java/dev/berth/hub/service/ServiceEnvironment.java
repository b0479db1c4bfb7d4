package dev.berth.hub.service;

import dev.berth.hub.access.Scope;
import dev.berth.hub.access.ScopeFilter;
import dev.berth.hub.access.Service;
import dev.berth.hub.server.PublicPaths;
import dev.berth.hub.web.Links;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The environment variables of a program that the hub starts, as JupyterHub's {@code Service.start} sets them (5.5 and 6.1). */
@Component
class ServiceEnvironment {

    /** No variable of the hub's environment reaches a service. */
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final PublicPaths paths;
    private final Links links;
    private final JsonMapper json;

    ServiceEnvironment(PublicPaths paths, Links links, JsonMapper json) {
        this.paths = paths;
        this.links = links;
        this.json = json;
    }

    /** The variables; those that the declaration sets cannot replace the hub's. */
    Map<String, String> of(Service service, SystemAccount account, String token) {
        Service.Command command = Objects.requireNonNull(service.command());
        Map<String, String> environment = new HashMap<>(Map.of(
                "PATH", PATH,
                "HOME", account.home(),
                "USER", account.name(),
                "LOGNAME", account.name(),
                "LANG", "C.UTF-8"));
        environment.putAll(command.environment());
        environment.put("JUPYTERHUB_SERVICE_NAME", service.name());
        environment.put("JUPYTERHUB_API_TOKEN", token);
        environment.put("JUPYTERHUB_API_URL", paths.hubUrl() + "hub/api");
        environment.put("JUPYTERHUB_BASE_URL", paths.baseUrl());
        environment.put("JUPYTERHUB_HOST", paths.hubHost());
        environment.put("JUPYTERHUB_COOKIE_OPTIONS", "{}");
        environment.put("JUPYTERHUB_COOKIE_HOST_PREFIX_ENABLED", "0");
        String known = links.knownOrigin();
        environment.put("JUPYTERHUB_PUBLIC_HUB_URL", known == null ? "" : known + links.url("/hub/"));
        if (service.url() != null) {
            environment.put("JUPYTERHUB_SERVICE_URL", service.url());
            environment.put("JUPYTERHUB_SERVICE_PREFIX", links.url(Service.path(service.name())));
            environment.put(
                    "JUPYTERHUB_PUBLIC_URL", known == null ? "" : known + links.url(Service.path(service.name())));
        }
        if (service.client() != null) {
            environment.putAll(client(service, service.client()));
        }
        return environment;
    }

    private Map<String, String> client(Service service, Service.Client client) {
        String access = json.writeValueAsString(List.of(
                "access:services", new Scope("access:services", new ScopeFilter.OfService(service.name())).toString()));
        String callback = links.url(Service.path(service.name()) + PublicPaths.OAUTH_CALLBACK);
        return Map.of(
                "JUPYTERHUB_CLIENT_ID",
                client.id(),
                "JUPYTERHUB_OAUTH_CALLBACK_URL",
                client.redirectUri() == null ? callback : client.redirectUri(),
                "JUPYTERHUB_OAUTH_ACCESS_SCOPES",
                access,
                "JUPYTERHUB_OAUTH_SCOPES",
                access,
                "JUPYTERHUB_OAUTH_CLIENT_ALLOWED_SCOPES",
                json.writeValueAsString(client.allowedScopes()));
    }
}
