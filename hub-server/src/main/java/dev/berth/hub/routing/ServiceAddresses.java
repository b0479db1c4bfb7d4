package dev.berth.hub.routing;

import dev.berth.hub.access.Service;
import dev.berth.hub.access.ServiceUrl;
import dev.berth.hub.service.SystemAccount;
import dev.berth.spi.route.Route;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/** Where proxies find services. */
@Component
class ServiceAddresses {

    private static final Logger log = LoggerFactory.getLogger(ServiceAddresses.class);

    /** An account that nothing runs under: better closed than open to any account that takes the port. */
    private static final Long NOBODY = -1L;

    private final List<String> configured;
    private final List<IpAddressMatcher> networks;
    /** What was logged already: this is asked again and again. */
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    ServiceAddresses(RoutingProperties properties) {
        this.configured = properties.serviceNetworks();
        this.networks = configured.stream().map(IpAddressMatcher::new).toList();
    }

    /** The route to a service; empty if it does not have pages, or if its address is not known or not allowed. */
    Optional<Route> route(Service service) {
        return Optional.ofNullable(service.url())
                .flatMap(ServiceUrl::parse)
                .flatMap(url -> address(service, url)
                        .map(address -> new Route(
                                Service.path(service.name()),
                                null,
                                address.getHostAddress(),
                                url.port(),
                                Route.Mode.SELF,
                                null,
                                0,
                                address.isLoopbackAddress() ? account(service) : null)));
    }

    private Optional<InetAddress> address(Service service, ServiceUrl url) {
        try {
            // A zone would belong to this machine's interfaces, not to the proxy's.
            InetAddress address =
                    InetAddress.getByAddress(InetAddress.getByName(url.host()).getAddress());
            if (networks.stream().anyMatch(network -> network.matches(address.getHostAddress()))) {
                return Optional.of(address);
            }
            report(
                    service,
                    "has the address " + address.getHostAddress() + ", which is outside of"
                            + " berth.routing.service-networks " + configured + ". Add its network there");
        } catch (UnknownHostException unknown) {
            report(service, "has the url " + service.url() + ", whose host name has no address at the moment");
        }
        return Optional.empty();
    }

    private void report(Service service, String problem) {
        if (reported.add(service.name() + " " + problem)) {
            log.warn("The service {} {}, so it cannot be opened", service.name(), problem);
        }
    }

    /** The UID that must hold the port; null if that is not known. */
    private @Nullable Long account(Service service) {
        if (service.account() == null) {
            return service.command() == null ? null : SystemAccount.ownUid();
        }
        return SystemAccount.find(service.account()).map(SystemAccount::uid).orElseGet(() -> {
            report(service, "runs under the account " + service.account() + ", which does not exist");
            return NOBODY;
        });
    }
}
