package dev.berth.proxy.table;

import dev.berth.spi.route.Change;
import dev.berth.spi.route.FeedPage.Snapshot;
import dev.berth.spi.route.Grant;
import dev.berth.spi.route.Route;
import dev.berth.spi.route.Withdrawal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Routes, grants and withdrawals: one writer, any number of readers, which do not need locks. */
public final class RoutingTables {

    /** A snapshot replaces this in one step, so that readers never see half of it. */
    private volatile Content content = new Content();

    private static final class Content {
        final Map<String, Route> routes = new ConcurrentHashMap<>();
        /** Credential → path → until. */
        final Map<String, Map<String, Instant>> grants = new ConcurrentHashMap<>();

        final Map<String, Instant> withdrawals = new ConcurrentHashMap<>();
    }

    /**
     * The route with the longest matching prefix of complete segments, or null.
     *
     * @param path canonical path below the base URL; {@code /user/ann} also finds the route {@code /user/ann/}
     */
    public @Nullable Route route(String path) {
        Map<String, Route> routes = content.routes;
        String prefix = path.endsWith("/") ? path : path + "/";
        while (true) {
            Route found = routes.get(prefix);
            if (found != null || prefix.length() == 1) {
                return found;
            }
            prefix = prefix.substring(0, prefix.lastIndexOf('/', prefix.length() - 2) + 1);
        }
    }

    /** The route with exactly this path, or null. */
    public @Nullable Route exactly(String path) {
        return content.routes.get(path);
    }

    /** The number of routes. */
    public int size() {
        return content.routes.size();
    }

    /** Whether the credential was withdrawn and would not have expired yet. */
    public boolean withdrawn(String credential, Instant now) {
        return withdrawn(content, credential, now);
    }

    /** Whether the credential has a grant for the route with this path. */
    public boolean granted(String credential, String path, Instant now) {
        Content current = content;
        if (withdrawn(current, credential, now)) {
            return false;
        }
        Map<String, Instant> paths = current.grants.get(credential);
        Instant until = paths == null ? null : paths.get(path);
        return until != null && now.isBefore(until);
    }

    /** Replaces everything. */
    public void replace(Snapshot snapshot) {
        Content fresh = new Content();
        snapshot.withdrawals().forEach(each -> fresh.withdrawals.put(each.credential(), each.until()));
        snapshot.routes().forEach(each -> fresh.routes.put(each.path(), each));
        snapshot.grants().forEach(each -> put(fresh, each));
        content = fresh;
    }

    /** Applies one change; the caller must close the connections that it affects. */
    public void apply(Change change) {
        Content current = content;
        switch (change) {
            case Change.PutRoute put -> current.routes.put(put.route().path(), put.route());
            case Change.RemoveRoute removed -> remove(current, removed.path());
            case Change.AddGrant added -> put(current, added.grant());
            case Change.Revoke revoked -> revoke(current, revoked.path(), revoked.credential());
            case Change.Withdraw withdrawn -> withdraw(current, withdrawn.withdrawal());
            case Change.Nothing _ -> {}
        }
    }

    /** Removes grants and withdrawals that have expired. */
    public void forgetEnded(Instant now) {
        Content current = content;
        current.withdrawals.values().removeIf(until -> !now.isBefore(until));
        current.grants.values().removeIf(paths -> {
            paths.values().removeIf(until -> !now.isBefore(until));
            return paths.isEmpty();
        });
    }

    /** A copy of everything; must be called by the writer, so that it is consistent. */
    public Snapshot copy() {
        Content current = content;
        List<Grant> grants = new ArrayList<>();
        current.grants.forEach(
                (credential, paths) -> paths.forEach((path, until) -> grants.add(new Grant(credential, path, until))));
        List<Withdrawal> withdrawals = new ArrayList<>();
        current.withdrawals.forEach((credential, until) -> withdrawals.add(new Withdrawal(credential, until)));
        return new Snapshot(List.copyOf(current.routes.values()), grants, withdrawals);
    }

    private static boolean withdrawn(Content content, String credential, Instant now) {
        Instant until = content.withdrawals.get(credential);
        return until != null && now.isBefore(until);
    }

    private static void put(Content content, Grant grant) {
        if (!content.withdrawals.containsKey(grant.credential())) {
            content.grants
                    .computeIfAbsent(grant.credential(), none -> new ConcurrentHashMap<>())
                    .put(grant.path(), grant.until());
        }
    }

    /** As on the hub, a route's grants end with it: what permissions are lost while there is no route does not appear on the feed. */
    private static void remove(Content content, String path) {
        content.routes.remove(path);
        revoke(content, path, null);
    }

    private static void revoke(Content content, String path, @Nullable String credential) {
        if (credential == null) {
            content.grants.values().forEach(paths -> paths.remove(path));
        } else {
            content.grants.getOrDefault(credential, new ConcurrentHashMap<>()).remove(path);
        }
    }

    private static void withdraw(Content content, Withdrawal withdrawal) {
        content.withdrawals.merge(
                withdrawal.credential(), withdrawal.until(), (one, other) -> one.isAfter(other) ? one : other);
        content.grants.remove(withdrawal.credential());
    }
}
