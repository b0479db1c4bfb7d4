package dev.berth.hub.routing;

import dev.berth.hub.activity.CullingProperties;
import dev.berth.hub.session.SessionCookies;
import dev.berth.hub.web.Links;
import dev.berth.spi.route.ProxySettings;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The settings of proxies, from this hub's configuration. */
@Component
class ProxySettingsFactory {

    private final ProxySettings settings;

    ProxySettingsFactory(
            Links links,
            SessionCookies cookies,
            RoutingProperties properties,
            CullingProperties culling,
            @Value("${berth.proxy.grace:1h}") Duration grace) {
        this.settings = new ProxySettings(
                links.baseUrl(),
                cookies.sessionName(),
                cookies.hubNames(),
                links.perUserHosts() ? links.domain() : null,
                links.publicPort(),
                links.secure(),
                properties.serverNetworks(),
                properties.serviceNetworks(),
                culling.uncountedPaths(),
                grace.toSeconds());
    }

    ProxySettings current() {
        return settings;
    }
}
