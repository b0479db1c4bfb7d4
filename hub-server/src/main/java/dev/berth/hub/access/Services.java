package dev.berth.hub.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * All services: the declared ones, and those that were added over REST. Only the hashes of their tokens are kept. If both kinds have the same
 * name, only the declared one exists.
 */
@Component
public class Services {

    private final Map<String, Service> declared = new LinkedHashMap<>();
    private final Map<String, Service> byDeclaredToken = new HashMap<>();
    private final JdbcServiceRepository added;

    Services(AccessProperties properties, JdbcServiceRepository added) {
        this.added = added;
        for (ServiceProperties each : properties.services()) {
            Service service = each.service();
            declared.put(service.name(), service);
            ServiceToken.of(each).ifPresent(token -> byDeclaredToken.put(CredentialHash.sha256(token), service));
        }
    }

    /** The declared ones, in the order of their declaration. */
    public List<Service> declared() {
        return List.copyOf(declared.values());
    }

    /** The declared ones in the order of their declaration, and then the others, by name. */
    public List<Service> all() {
        List<Service> all = new ArrayList<>(declared.values());
        added.all().stream()
                .filter(service -> !declared.containsKey(service.name()))
                .forEach(all::add);
        return List.copyOf(all);
    }

    public Optional<Service> byName(String name) {
        return Optional.ofNullable(declared.get(name)).or(() -> added.byName(name));
    }

    /** The service that has this id as an OAuth client. */
    public Optional<Service> byClientId(String id) {
        return ServiceClientId.isValid(id)
                ? all().stream()
                        .filter(service -> service.client() != null
                                && service.client().id().equals(id))
                        .findFirst()
                : Optional.empty();
    }

    /** The declared service whose declared token has this hash, without asking the database. */
    Optional<Service> byDeclaredToken(String hash) {
        return Optional.ofNullable(byDeclaredToken.get(hash));
    }

    /** The service whose token, which is not in the configuration, has this hash. */
    Optional<Service> byStoredToken(String hash) {
        return added.ownerOfToken(hash).flatMap(this::byName);
    }

    /** The service whose token has this hash, wherever the token is stored. */
    Optional<Service> byToken(String hash) {
        return byDeclaredToken(hash).or(() -> byStoredToken(hash));
    }

    /** The hashes of a service's tokens. One of them is its secret as an OAuth client. */
    public Set<String> tokenHashes(Service service) {
        Set<String> hashes = new HashSet<>(added.tokens(service.name()));
        byDeclaredToken.forEach((hash, owner) -> {
            if (owner.name().equals(service.name())) {
                hashes.add(hash);
            }
        });
        return hashes;
    }

    /** Gives a service that the hub starts a new token instead of the one of its last start, and returns it. */
    public String renewToken(Service service) {
        String token = CredentialHash.newValue();
        added.replaceToken(service.name(), CredentialHash.sha256(token));
        return token;
    }
}
