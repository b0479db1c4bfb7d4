package dev.berth.hub.access;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditEvent.Target;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates, lists and revokes API tokens. */
@Component
public class Tokens {

    private final JdbcTokenRepository tokens;
    private final UserDirectory users;
    private final Roles roles;
    private final ScopeCatalog catalog;
    private final Groups groups;
    private final AuditLog audit;
    private final Withdrawals withdrawals;
    private final TransactionTemplate transactions;
    private final @Nullable Duration maxLifetime;
    private final int tokensPerUser;

    Tokens(
            JdbcTokenRepository tokens,
            UserDirectory users,
            Roles roles,
            ScopeCatalog catalog,
            Groups groups,
            AuditLog audit,
            Withdrawals withdrawals,
            TransactionTemplate transactions,
            AccessProperties properties) {
        this.tokens = tokens;
        this.users = users;
        this.roles = roles;
        this.catalog = catalog;
        this.groups = groups;
        this.audit = audit;
        this.withdrawals = withdrawals;
        this.transactions = transactions;
        this.maxLifetime = properties.tokenMaxLifetime();
        this.tokensPerUser = properties.tokensPerUser();
    }

    /**
     * Creates a token at a caller's request: its permissions cannot exceed those of its owner or of the caller. Without a lifetime, it has
     * the longest one, as in JupyterHub.
     */
    public TokenOutcome create(TokenWish requested, Caller caller, @Nullable String address) {
        TokenWish wish = requested.lifetime() == null ? requested.expiringIn(maxLifetime) : requested;
        if (maxLifetime != null && wish.lifetime() != null && wish.lifetime().compareTo(maxLifetime) > 0) {
            return new TokenOutcome.TooLong(maxLifetime);
        }
        Optional<User> owner = users.byId(wish.userId()).filter(User::active);
        if (owner.isEmpty()) {
            return new TokenOutcome.NoSuchUser();
        }
        List<String> texts = texts(wish);
        Set<String> unknown =
                texts.stream().filter(text -> catalog.parse(text).isEmpty()).collect(Collectors.toSet());
        if (!unknown.isEmpty()) {
            return new TokenOutcome.UnknownScopes(unknown);
        }
        Set<String> missing = missing(owner.get(), texts, wish.server(), caller);
        if (!missing.isEmpty()) {
            return new TokenOutcome.MissingScopes(missing);
        }
        return transactions.execute(
                transaction -> tokensPerUser > 0 && tokens.lockAndCountOwn(wish.userId()) >= tokensPerUser
                        ? new TokenOutcome.TooMany(tokensPerUser)
                        : issue(wish, caller.actor(address)));
    }

    /**
     * The scopes of roles, for clients that still name roles (JupyterHub before 3): {@code token} stands for all permissions of the
     * owner. The owner need not have the roles, because a token never gets scopes that they lack. Empty if one of them does not exist.
     */
    public Optional<List<String>> scopesOfRoles(List<String> names) {
        Map<String, List<String>> known =
                roles.all().stream().collect(Collectors.toMap(Roles.Role::name, Roles.Role::scopes, (one, _) -> one));
        List<String> scopes = new ArrayList<>();
        for (String name : names) {
            List<String> meant = name.equals("token") ? List.of(ScopeCatalog.INHERIT) : known.get(name);
            if (meant == null) {
                return Optional.empty();
            }
            scopes.addAll(meant);
        }
        return Optional.of(scopes);
    }

    /** What a token may do, expanded and cut down to what its owner may do now, as JupyterHub shows it. */
    public Function<ApiToken, List<String>> scopesOf(User owner) {
        Scopes owners = roles.scopes(owner);
        Membership members = Membership.remembering(groups::members);
        return token -> token.scopes().contains(ScopeCatalog.INHERIT)
                ? owners.texts()
                : Scopes.expand(
                                catalog,
                                catalog.parse(token.scopes()),
                                owner.name().value(),
                                token.server())
                        .intersect(owners, members)
                        .texts();
    }

    /** Creates a token for the hub itself, such as an OAuth client's token: its scopes are still restricted at each use. */
    public TokenOutcome.Issued issue(TokenWish wish, Actor actor) {
        return issue(wish, CredentialHash.newValue(), actor);
    }

    /** The same with a value that exists already, such as a server's token. It must have at least 256 random bits. */
    public TokenOutcome.Issued issue(TokenWish wish, String value, Actor actor) {
        return transactions.execute(transaction -> {
            ApiToken token = tokens.insert(wish, CredentialHash.sha256(value), texts(wish));
            Map<String, String> detail = Map.of(
                    "note",
                    token.note(),
                    "scopes",
                    String.join(" ", token.scopes()),
                    "expires",
                    String.valueOf(token.expiresAt()));
            audit.record(new AuditEvent(AuditAction.TOKEN_CREATED, actor, target(token), detail));
            return new TokenOutcome.Issued(token, value);
        });
    }

    /** The valid tokens of a user; expired ones are removed. */
    public List<ApiToken> list(long userId) {
        return tokens.of(userId);
    }

    /** A valid token by the id that the REST API shows. */
    public Optional<ApiToken> find(long userId, String id) {
        return number(id).flatMap(number -> tokens.byNumber(userId, number));
    }

    /** Revokes a token; for an OAuth client, all of that client's tokens for the user. False if there is none. */
    public boolean revoke(long userId, String id, Actor actor) {
        Optional<ApiToken> token = find(userId, id);
        return token.isPresent()
                && revoked(actor, "revoked", () -> {
                    String client = token.get().oauthClient();
                    return client == null
                            ? tokens.remove(userId, token.get().number())
                            : tokens.removeOfClient(userId, client);
                });
    }

    /** Revokes the tokens that were created for a server: each start gets a new one. */
    public boolean revokeOfServer(long userId, String server, Actor actor) {
        return revoked(actor, "server ended", () -> tokens.removeOfServer(userId, server));
    }

    /** Revokes the tokens that OAuth clients received in a browser session. */
    public boolean revokeOfSession(long userId, String sessionId, Actor actor) {
        return revoked(actor, "signed out", () -> tokens.removeOfSession(userId, sessionId));
    }

    /** Revokes all tokens that were issued to an OAuth client. */
    public boolean revokeOfClient(String client, Actor actor) {
        return revoked(actor, "client ended", () -> tokens.removeOfClient(client));
    }

    /** The OAuth clients that have tokens. */
    public List<String> clients() {
        return tokens.clients();
    }

    /** Whether a user has a valid token for an OAuth client with all of these scopes: then the user has agreed before. */
    public boolean hasClient(long userId, String client, List<String> scopes) {
        return tokens.of(userId).stream()
                .anyMatch(token ->
                        client.equals(token.oauthClient()) && token.scopes().containsAll(scopes));
    }

    /** The hash of the token with which a server calls the hub, as long as it is wanted; empty if it has none. */
    public Optional<String> hashOfServer(long userId, String server) {
        return tokens.hashOfServer(userId, server);
    }

    boolean revokeAll(long userId, Actor actor, String reason) {
        return revoked(actor, reason, () -> tokens.removeAll(userId));
    }

    private boolean revoked(Actor actor, String reason, Supplier<List<JdbcTokenRepository.Removed>> removal) {
        return withdrawals.inTransaction(withdraw -> {
            List<JdbcTokenRepository.Removed> removed = removal.get();
            removed.forEach(gone -> audit.record(
                    new AuditEvent(AuditAction.TOKEN_REVOKED, actor, target(gone.token()), Map.of("reason", reason))));
            withdraw.accept(
                    removed.stream().map(JdbcTokenRepository.Removed::withdrawn).toList());
            return !removed.isEmpty();
        });
    }

    private Set<String> missing(User owner, List<String> texts, @Nullable String server, Caller caller) {
        Scopes owners = roles.scopes(owner);
        Scopes wanted = texts.contains(ScopeCatalog.INHERIT)
                ? owners
                : Scopes.expand(catalog, catalog.parse(texts), owner.name().value(), server);
        Set<String> missing = owners.missing(wanted, groups::members);
        missing.addAll(caller.scopes().missing(wanted.intersect(owners, groups::members), groups::members));
        return missing;
    }

    private static List<String> texts(TokenWish wish) {
        return wish.scopes() == null ? List.of(ScopeCatalog.INHERIT) : wish.scopes();
    }

    private Target target(ApiToken token) {
        return new Target(Target.Kind.TOKEN, token.id());
    }

    private static Optional<Long> number(String id) {
        return id.matches("a\\d{1,18}") ? Optional.of(Long.valueOf(id.substring(1))) : Optional.empty();
    }
}
