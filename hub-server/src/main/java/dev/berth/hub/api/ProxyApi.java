package dev.berth.hub.api;

import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.routing.RouteDirectory;
import dev.berth.hub.routing.RouteDirectory.RouteView;
import dev.berth.hub.routing.RoutesInForce;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The routing table in JupyterHub's format (contract, section 2.2). Proxies follow the feed; nothing is pushed to them. */
@RestController
class ProxyApi {

    private final RouteDirectory routes;
    private final RoutesInForce inForce;
    private final ApiProperties properties;
    private final Links links;

    ProxyApi(RouteDirectory routes, RoutesInForce inForce, ApiProperties properties, Links links) {
        this.routes = routes;
        this.inForce = inForce;
        this.properties = properties;
        this.links = links;
    }

    @GetMapping("/hub/api/proxy")
    @RequiresScope("proxy")
    ResponseEntity<Object> table(HttpServletRequest request) {
        Paging paging = Paging.of(request, properties);
        Map<String, Object> table = new LinkedHashMap<>();
        // The hub's own route is the first, on the first page.
        int ofHub = paging.offset() == 0 ? 1 : 0;
        if (ofHub == 1) {
            table.put(links.baseUrl(), hub(request));
        }
        routes.page(paging.offset() - 1 + ofHub, paging.limit() - ofHub)
                .forEach(route -> table.put(links.url(route.path()), entry(route)));
        return paging.answer(table, routes.count() + 1, request, links.absolute(request, "/hub/api/proxy"));
    }

    /** Responds when every connected proxy has applied everything that is recorded, or after berth.routing.acknowledge-timeout. */
    @PostMapping("/hub/api/proxy")
    @RequiresScope("proxy")
    ResponseEntity<Void> check() {
        var _ = inForce.await();
        return ResponseEntity.ok().build();
    }

    /** JupyterHub uses this call to change its proxy. Here proxies connect to the hub, with the installation's secret. */
    @PatchMapping("/hub/api/proxy")
    @RequiresScope("proxy")
    void move(HttpServletRequest request) {
        ApiBody.required(request).only(Set.of("ip", "port", "protocol", "api_url", "auth_token"));
        throw ApiException.invalid(
                "This hub does not connect to proxies. Start the proxy with BERTH_PROXY_HUBS and the proxy secret instead");
    }

    /** Every path that does not belong to a server is routed to a hub: here to this one. */
    private Map<String, Object> hub(HttpServletRequest request) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("routespec", links.baseUrl());
        entry.put("target", "http://" + host(request.getLocalAddr()) + ":" + request.getLocalPort());
        entry.put("data", Map.of("hub", true, "jupyterhub", true));
        return entry;
    }

    private static Map<String, Object> data(RouteView route) {
        Map<String, Object> data = new LinkedHashMap<>();
        if (route.service() == null) {
            data.put("user", String.valueOf(route.userName()));
            data.put("server_name", String.valueOf(route.serverName()));
        } else {
            data.put("service", route.service());
        }
        data.put("jupyterhub", true);
        return data;
    }

    private static String host(String ip) {
        return ip.contains(":") ? "[" + ip + "]" : ip;
    }

    private Map<String, Object> entry(RouteView route) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("routespec", links.url(route.path()));
        entry.put("target", "http://" + host(route.ip()) + ":" + route.port());
        entry.put("data", data(route));
        return entry;
    }
}
