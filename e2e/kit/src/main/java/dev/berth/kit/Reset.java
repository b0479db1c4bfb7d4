package dev.berth.kit;

import dev.berth.hub.access.KitRoles;
import dev.berth.hub.access.KitTokens;
import dev.berth.hub.access.TokenWish;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.server.ServerRequests;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.session.BrowserSessions;
import dev.berth.hub.user.AccountOutcome;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.NewUser;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Brings the hub back to the state of a kit that has just started. */
final class Reset {

    static final String ADMIN = "admin";
    static final String USER = "user";

    private static final String BY = "test-kit";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long STEP_MILLIS = 20;

    /** What users leave behind in tables that do not end with them, because they stay. Tokens are deleted rather than withdrawn: a
     * withdrawn value can never be used again, and tests use the same values again. */
    private static final List<String> LEFTOVERS = List.of(
            "oauth_codes",
            "imported_tokens",
            "api_tokens",
            "share_codes",
            "shares",
            "invitations",
            "pending_sign_ins",
            "second_factors");

    private final UserDirectory users;
    private final UserAccounts accounts;
    private final Groups groups;
    private final ServerDirectory servers;
    private final ServerRequests requests;
    private final BrowserSessions sessions;
    private final KitRoles roles;
    private final KitTokens tokens;
    private final KitSecrets secrets;
    private final KitPermissions permissions;
    private final KitSpawner spawner;
    private final ServiceRemoval services;
    private final KitSettings settings;
    private final JdbcClient jdbc;

    Reset(
            UserDirectory users,
            UserAccounts accounts,
            Groups groups,
            ServerDirectory servers,
            ServerRequests requests,
            BrowserSessions sessions,
            KitRoles roles,
            KitTokens tokens,
            KitSecrets secrets,
            KitPermissions permissions,
            KitSpawner spawner,
            ServiceRemoval services,
            KitSettings settings,
            JdbcClient jdbc) {
        this.settings = settings;
        this.services = services;
        this.users = users;
        this.accounts = accounts;
        this.groups = groups;
        this.servers = servers;
        this.requests = requests;
        this.sessions = sessions;
        this.roles = roles;
        this.tokens = tokens;
        this.secrets = secrets;
        this.permissions = permissions;
        this.spawner = spawner;
        this.jdbc = jdbc;
    }

    /** Returns when all is done. One reset at a time. */
    synchronized void restore() {
        settings.reset();
        spawner.reset();
        stopServers();
        forgetServers();
        LEFTOVERS.forEach(table -> jdbc.sql("DELETE FROM " + table).update());
        services.removeAll();
        roles.reset();
        User admin = standard(ADMIN, true);
        User user = standard(USER, false);
        removeOthers(Set.of(admin.id(), user.id()));
        groups.all().forEach(group -> groups.delete(group.name(), KitPasswords.ACTOR));
        List.of(admin, user).forEach(each -> sessions.endAll(each, BY, KitPasswords.ACTOR));
        jdbc.sql("UPDATE users SET last_seen = now()").update();
        tokens.make(
                TokenWish.of(admin.id(), "From the configuration of the test kit", null, null),
                secrets.adminToken(),
                KitPasswords.ACTOR);
        permissions.changedForAll();
    }

    /** A start that was requested at the same moment is stopped by the next round. */
    private void stopServers() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<ServerView> active = servers.active(Integer.MAX_VALUE, 0);
            if (active.isEmpty()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("These servers did not stop within " + PATIENCE.toSeconds() + " s: "
                        + active.stream().map(ServerView::path).toList());
            }
            active.forEach(server -> {
                var _ = requests.stop(server.userId(), server.name(), ServerRequests.requested(BY), BY);
            });
            spawner.killAll();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STEP_MILLIS));
        }
    }

    private void forgetServers() {
        for (User user : permissions.everybody()) {
            servers.ofUser(user.id()).forEach(server -> {
                var _ = requests.remove(user.id(), server.name(), BY);
            });
        }
    }

    private void removeOthers(Set<Long> kept) {
        for (User user : permissions.everybody()) {
            if (!kept.contains(user.id())
                    && accounts.delete(user.id(), KitPasswords.ACTOR)
                            instanceof AccountOutcome.Refused(String code, String reason)) {
                throw new IllegalStateException(code + ": " + reason);
            }
        }
    }

    private User standard(String name, boolean admin) {
        UserName known = UserName.of(name).orElseThrow();
        User user = users.byName(known)
                .orElseGet(() -> done(accounts.create(new NewUser(known, null, admin, null), KitPasswords.ACTOR)));
        if (!user.active()) {
            user = done(accounts.enable(user.id(), KitPasswords.ACTOR));
        }
        return user.admin() == admin ? user : done(accounts.setAdmin(user.id(), admin, KitPasswords.ACTOR));
    }

    private static User done(AccountOutcome outcome) {
        if (outcome instanceof AccountOutcome.Done(User user)) {
            return user;
        }
        throw new IllegalStateException(outcome.toString());
    }
}
