package dev.berth.hub.routing;

import dev.berth.hub.web.Links;
import dev.berth.spi.route.ProxySettings;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How proxies must behave, from this hub's configuration. */
@Component
class ProxySettingsFactory {

    /** Names under contract: both forms, so that neither reaches a server whatever the scheme. */
    private static final List<String> HUB_COOKIES = List.of(
            "jupyterhub-hub-login",
            "__Host-jupyterhub-hub-login",
            "__Host-jupyterhub-session-id",
            "berth-xsrf",
            "__Host-berth-xsrf");

    private final ProxySettings settings;

    ProxySettingsFactory(Links links, RoutingProperties properties, @Value("${berth.proxy.grace:1h}") Duration grace) {
        this.settings = new ProxySettings(
                links.baseUrl(),
                links.cookieName("jupyterhub-hub-login"),
                HUB_COOKIES,
                links.perUserHosts() ? links.domain() : null,
                links.publicPort(),
                links.secure(),
                properties.serverNetworks(),
                grace.toSeconds());
    }

    ProxySettings current() {
        return settings;
    }
}
