package dev.berth.hub.signin.redirect;

import dev.berth.hub.web.Links;
import dev.berth.spi.identity.RedirectProvider;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The providers with their own pages, in the order of the configuration. */
@Component
class RedirectProviders {

    private final List<RedirectProvider> all;
    private final Links links;

    RedirectProviders(ObjectProvider<RedirectProvider> providers, Links links) {
        this.all = providers.orderedStream().toList();
        this.links = links;
    }

    List<RedirectProvider> all() {
        return all;
    }

    Optional<RedirectProvider> of(String id) {
        return all.stream().filter(each -> each.provider().equals(id)).findFirst();
    }

    /** The named provider, or the only one if none is named. */
    Optional<RedirectProvider> chosen(String id) {
        return id.isEmpty() && all.size() == 1 ? Optional.of(all.getFirst()) : of(id);
    }

    /** The redirect URI, relative to the address at which this browser reaches the hub. */
    URI callback(RedirectProvider provider, HttpServletRequest request) {
        String path = all.size() == 1 ? "/hub/oauth_callback" : "/hub/oauth_callback/" + provider.provider();
        return URI.create(links.originOf(request) + links.url(path));
    }
}
