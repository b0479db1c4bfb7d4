package dev.berth.auth.oauth2;

import dev.berth.spi.identity.RedirectProvider.Arrival;
import dev.berth.spi.identity.RedirectProvider.Departure;
import dev.berth.spi.identity.RedirectProvider.Outcome;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Providers from keys as in a configuration file. */
final class TestClients {

    static final URI CALLBACK = URI.create("https://hub.example/hub/oauth_callback");

    private TestClients() {}

    static OAuth2Client client(Map<String, String> keys) {
        Map<String, String> all = new HashMap<>();
        keys.forEach((key, value) -> all.put("berth.auth.oauth2.p." + key, value));
        return new Binder(new MapConfigurationPropertySource(all))
                .bind("berth.auth.oauth2.p", OAuth2Client.class)
                .get();
    }

    static OAuth2Provider provider(Map<String, String> keys) {
        return OAuth2Registrar.open("p", client(keys));
    }

    static Departure.Away depart(OAuth2Provider provider) {
        return (Departure.Away) provider.depart(CALLBACK);
    }

    /** Returns from a departure with this code. */
    static Outcome arrive(OAuth2Provider provider, Departure.Away away, String code) {
        return provider.arrive(new Arrival(away.kept(), away.state(), Map.of("code", code, "state", away.state())));
    }

    static Map<String, String> parameters(Departure.Away away) {
        return LocalServer.fields(away.page().getRawQuery());
    }
}
