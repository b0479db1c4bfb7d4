package dev.berth.hub.signin;

import dev.berth.spi.identity.IdentitySource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The providers that can be asked again about people, by id. */
@Component
public class IdentitySources {

    private final Map<String, IdentitySource> sources;

    IdentitySources(ObjectProvider<IdentitySource> sources) {
        this.sources = sources.orderedStream().collect(Collectors.toMap(IdentitySource::provider, Function.identity()));
    }

    public Optional<IdentitySource> of(String provider) {
        return Optional.ofNullable(sources.get(provider));
    }

    /** Ids of all of them. */
    public Set<String> providers() {
        return sources.keySet();
    }

    boolean has(String provider) {
        return sources.containsKey(provider);
    }
}
