package dev.berth.hub.signin;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.user.AccountOutcome;
import dev.berth.hub.user.GroupName;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.spi.identity.ExternalIdentity;
import dev.berth.spi.identity.GroupList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Synchronizes what a provider returns about a person's groups: memberships, and whether they are an administrator. Both happen only if the
 * provider's rules request it. A membership that an administrator added by hand is kept; one that came from a provider is removed when that
 * provider no longer returns it, unless another provider does. A list that is not complete changes nothing.
 *
 * <p>Part of the caller's transaction, and idempotent. If something has changed, the caller waits for the proxies after the commit, because
 * permissions may have been lost.
 */
@Component
public class IdentitySync {

    private static final Logger log = LoggerFactory.getLogger(IdentitySync.class);
    private static final Actor POLICY = Actor.policy("provider");

    private final Groups groups;
    private final UserAccounts accounts;
    private final JdbcClient jdbc;

    IdentitySync(Groups groups, UserAccounts accounts, JdbcClient jdbc) {
        this.groups = groups;
        this.accounts = accounts;
        this.jdbc = jdbc;
    }

    /**
     * Returns whether anything has changed.
     *
     * @param groups whether the provider's groups become the hub's
     * @param admin whether the user is to be an administrator; null if the rules do not decide that. The last administrator is kept, so
     *     that the installation never loses its last one
     */
    boolean apply(User user, ExternalIdentity identity, boolean groups, @Nullable Boolean admin) {
        boolean administrator = admin != null && administrator(user, identity, admin);
        return (groups && memberships(user, identity)) || administrator;
    }

    private boolean administrator(User user, ExternalIdentity identity, boolean wanted) {
        if (user.admin() == wanted) {
            return false;
        }
        if (accounts.setAdmin(user.id(), wanted, POLICY)
                instanceof AccountOutcome.Refused(String code, String reason)) {
            log.warn(
                    "{} remains an administrator although provider {} no longer grants this: {}",
                    user.name(),
                    identity.provider(),
                    reason);
            return false;
        }
        return true;
    }

    private boolean memberships(User user, ExternalIdentity identity) {
        return switch (identity.groups()) {
            case GroupList.Whole(Set<String> names) -> memberships(user, identity.provider(), names);
            case GroupList.Incomplete _ -> false;
        };
    }

    private boolean memberships(User user, String provider, Set<String> names) {
        lock(user);
        Set<String> told = new TreeSet<>(names);
        told.removeIf(name -> GroupName.problem(name) != null);
        Set<String> has = new HashSet<>(groups.of(List.of(user.id())).getOrDefault(user.id(), List.of()));
        Set<String> recorded = recorded(user, provider);
        boolean changed = false;
        for (String name : told) {
            if (!has.contains(name)) {
                groups.create(name, POLICY);
                groups.change(name, Set.of(user.name()), Set.of(), POLICY);
                changed = true;
            }
            if (!has.contains(name) || isOfAProvider(user, name)) {
                record(user, name, provider);
            }
        }
        for (String name : recorded) {
            if (!told.contains(name)) {
                forget(user, name, provider);
                if (has.contains(name) && !isOfAProvider(user, name)) {
                    groups.change(name, Set.of(), Set.of(user.name()), POLICY);
                    changed = true;
                }
            }
        }
        return changed;
    }

    /** Two sessions of one person may be refreshed at the same time. */
    private void lock(User user) {
        jdbc.sql("SELECT id FROM users WHERE id = :user FOR UPDATE")
                .param("user", user.id())
                .query(Long.class)
                .optional();
    }

    private Set<String> recorded(User user, String provider) {
        return new TreeSet<>(jdbc.sql("""
                SELECT g.name FROM provider_memberships p JOIN groups g ON g.id = p.group_id
                WHERE p.user_id = :user AND p.provider = :provider""")
                .param("user", user.id())
                .param("provider", provider)
                .query(String.class)
                .list());
    }

    private boolean isOfAProvider(User user, String group) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT 1 FROM provider_memberships p JOIN groups g ON g.id = p.group_id
                WHERE p.user_id = :user AND g.name = :group)""")
                .param("user", user.id())
                .param("group", group)
                .query(Boolean.class)
                .single();
    }

    private void record(User user, String group, String provider) {
        jdbc.sql("""
                INSERT INTO provider_memberships (user_id, group_id, provider)
                SELECT :user, id, :provider FROM groups WHERE name = :group ON CONFLICT DO NOTHING""")
                .param("user", user.id())
                .param("provider", provider)
                .param("group", group)
                .update();
    }

    private void forget(User user, String group, String provider) {
        jdbc.sql("""
                DELETE FROM provider_memberships p USING groups g
                WHERE g.id = p.group_id AND p.user_id = :user AND p.provider = :provider AND g.name = :group""")
                .param("user", user.id())
                .param("provider", provider)
                .param("group", group)
                .update();
    }
}
