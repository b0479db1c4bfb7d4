package dev.berth.hub.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.context.annotation.Primary;

/** Services that tests declare while the hub runs, as if they were in the configuration, beside the real ones. */
@Primary
public class KitServices extends Services {

    private final ScopeCatalog catalog;
    private final Map<String, Service> configured = new TreeMap<>();
    private final Map<String, String> configuredTokens = new HashMap<>();
    private final Map<String, String> ownersByHash = new HashMap<>();

    KitServices(AccessProperties properties, JdbcServiceRepository added, ScopeCatalog catalog) {
        super(properties, added);
        this.catalog = catalog;
    }

    /**
     * Declares a service, replacing an earlier one of that name.
     *
     * @param token its token in the declaration
     * @throws IllegalArgumentException if the hub would refuse the declaration at its start, but for the length of the token, which protects
     *     people
     */
    public synchronized void declare(Service service, String token) {
        List<String> problems = new ArrayList<>();
        String name = ServiceName.problem(service.name());
        if (name != null) {
            problems.add(name);
        }
        new DeclaredService(service, catalog, problems::add).check();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(". ", problems));
        }
        String former = configuredTokens.put(service.name(), token);
        if (former != null) {
            ownersByHash.remove(CredentialHash.sha256(former));
        }
        configured.put(service.name(), service);
        ownersByHash.put(CredentialHash.sha256(token), service.name());
    }

    /** Changes a service that a test declared. */
    public synchronized void change(Service service) {
        declare(service, configuredTokens.getOrDefault(service.name(), ""));
    }

    /** The token in a test's declaration. */
    public synchronized Optional<String> declaredToken(String name) {
        return Optional.ofNullable(configuredTokens.get(name));
    }

    public synchronized boolean isOfTest(String name) {
        return configured.containsKey(name);
    }

    /** One more token for any service. */
    public synchronized void addToken(Service service, String token) {
        if (ownersByHash.putIfAbsent(CredentialHash.sha256(token), service.name()) != null) {
            throw new IllegalArgumentException("There is a token with this value already");
        }
    }

    /** Forgets all declarations and tokens of tests; returns the services that no longer exist. */
    public synchronized List<Service> reset() {
        List<Service> gone = List.copyOf(configured.values());
        configured.clear();
        configuredTokens.clear();
        ownersByHash.clear();
        return gone;
    }

    @Override
    public synchronized List<Service> declared() {
        List<Service> all = new ArrayList<>(super.declared());
        all.addAll(configured.values());
        return List.copyOf(all);
    }

    @Override
    public synchronized List<Service> all() {
        List<Service> all = new ArrayList<>(configured.values());
        super.all().stream()
                .filter(service -> !configured.containsKey(service.name()))
                .forEach(all::add);
        return List.copyOf(all);
    }

    @Override
    public synchronized Optional<Service> byName(String name) {
        return Optional.ofNullable(configured.get(name)).or(() -> super.byName(name));
    }

    @Override
    synchronized Optional<Service> byDeclaredToken(String hash) {
        return Optional.ofNullable(ownersByHash.get(hash)).flatMap(this::byName).or(() -> super.byDeclaredToken(hash));
    }

    @Override
    public synchronized Set<String> tokenHashes(Service service) {
        Set<String> hashes = new HashSet<>(super.tokenHashes(service));
        ownersByHash.forEach((hash, owner) -> {
            if (owner.equals(service.name())) {
                hashes.add(hash);
            }
        });
        return hashes;
    }
}
