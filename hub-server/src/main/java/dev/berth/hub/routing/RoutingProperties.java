package dev.berth.hub.routing;

import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings for proxies.
 *
 * @param serverNetworks CIDR blocks of servers' addresses; every proxy rejects a route to any other address
 * @param serviceNetworks CIDR blocks of services' addresses; every proxy rejects a route to a service at any other address
 * @param grantTime how long a grant is valid before the hub is asked again; never longer than the credential
 * @param acknowledgeTimeout how long a sign-out, or the message that a server is ready, waits for every connected proxy
 */
@ConfigurationProperties("berth.routing")
record RoutingProperties(
        @DefaultValue({"127.0.0.0/8", "::1/128"}) List<String> serverNetworks,

        @DefaultValue({"127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"})
        List<String> serviceNetworks,

        @DefaultValue("12h") @DurationMin(minutes = 1, message = "Use at least 1m")
        Duration grantTime,

        @DefaultValue("5s") @DurationMin(message = "Use at least 0s")
        Duration acknowledgeTimeout) {

    RoutingProperties {
        serverNetworks = List.copyOf(serverNetworks);
        serviceNetworks = List.copyOf(serviceNetworks);
    }
}
