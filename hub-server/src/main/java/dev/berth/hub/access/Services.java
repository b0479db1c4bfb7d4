package dev.berth.hub.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The declared services. Only the hashes of their tokens are kept. */
@Component
public class Services {

    private final List<Service> all = new ArrayList<>();
    private final Map<String, Service> byToken = new HashMap<>();

    Services(AccessProperties properties) {
        for (ServiceProperties declared : properties.services()) {
            Service service = declared.service();
            all.add(service);
            declared.token().ifPresent(token -> byToken.put(CredentialHash.sha256(token), service));
        }
    }

    /** In the order of their declaration. */
    public List<Service> all() {
        return List.copyOf(all);
    }

    public Optional<Service> byName(String name) {
        return all.stream().filter(service -> service.name().equals(name)).findFirst();
    }

    /** The service whose token has this hash. */
    Optional<Service> byToken(String hash) {
        return Optional.ofNullable(byToken.get(hash));
    }
}
