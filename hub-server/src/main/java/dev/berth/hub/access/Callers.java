package dev.berth.hub.access;

import dev.berth.hub.user.Groups;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Finds the caller behind a credential's hash: the same result for the hub's own handlers and for the proxies' decisions. */
@Component
public class Callers {

    /** Asked for late, because sources use what finds callers; looking them up costs more than asking them. */
    private final SingletonSupplier<List<CredentialSource>> sources;

    private final UserDirectory users;
    private final Roles roles;
    private final Groups groups;
    private final Services services;
    private final ScopeCatalog catalog;

    Callers(
            ObjectProvider<CredentialSource> sources,
            UserDirectory users,
            Roles roles,
            Groups groups,
            Services services,
            ScopeCatalog catalog) {
        this.sources = SingletonSupplier.of(() -> sources.stream().toList());
        this.users = users;
        this.roles = roles;
        this.groups = groups;
        this.services = services;
        this.catalog = catalog;
    }

    /** The caller behind a credential, or empty if it is unknown or expired, or if its owner's account is closed. */
    public Optional<Caller> find(Credential.Kind kind, String hash) {
        return kind == Credential.Kind.TOKEN
                ? services.byDeclaredToken(hash)
                        .map(service -> caller(service, hash))
                        .or(() -> person(kind, hash))
                        .or(() -> services.byStoredToken(hash).map(service -> caller(service, hash)))
                : person(kind, hash);
    }

    private Optional<Caller> person(Credential.Kind kind, String hash) {
        return sources.obtain().stream()
                .filter(source -> source.kind() == kind)
                .flatMap(source -> source.find(hash).stream())
                .findFirst()
                .flatMap(credential -> Optional.ofNullable(credential.userId())
                        .flatMap(users::byId)
                        .filter(User::active)
                        .map(user -> new Caller(
                                new Principal.Person(user),
                                credential,
                                scopes(user, credential),
                                Membership.remembering(groups::members))));
    }

    private Caller caller(Service service, String hash) {
        Credential credential = new Credential(
                Credential.Kind.TOKEN, "service", hash, null, JdbcTokenRepository.FAR, null, null, null, false);
        return new Caller(
                new Principal.Program(service),
                credential,
                roles.scopes(service),
                Membership.remembering(groups::members));
    }

    /** The scopes that this caller would have without being an administrator. */
    public Scopes scopesWithoutAdmin(Caller caller) {
        return switch (caller.principal()) {
            case Principal.Person(User user) -> scopes(user, caller.credential(), roles.scopesWithoutAdmin(user));
            case Principal.Program(Service service) -> roles.scopesWithoutAdmin(service);
        };
    }

    private Scopes scopes(User user, Credential credential) {
        return scopes(user, credential, roles.scopes(user));
    }

    private Scopes scopes(User user, Credential credential, Scopes owner) {
        if (credential.restricted()) {
            return Scopes.NONE;
        }
        return credential.scopes() == null ? owner : limited(user, owner, credential.scopes(), credential.server());
    }

    private Scopes limited(
            User user, Scopes owner, List<String> texts, @org.jspecify.annotations.Nullable String server) {
        if (texts.contains(ScopeCatalog.INHERIT)) {
            return owner;
        }
        Scopes token = Scopes.expand(catalog, catalog.parse(texts), user.name().value(), server);
        return token.intersect(owner, groups::members).plus(Roles.identify(user));
    }
}
