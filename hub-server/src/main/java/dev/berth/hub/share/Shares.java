package dev.berth.hub.share;

import dev.berth.hub.user.Group;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Looks shares up. */
@Component
public class Shares {

    private final JdbcShareRepository shares;
    private final ShareRules rules;
    private final UserDirectory users;
    private final Groups groups;

    Shares(JdbcShareRepository shares, ShareRules rules, UserDirectory users, Groups groups) {
        this.shares = shares;
        this.rules = rules;
        this.users = users;
        this.groups = groups;
    }

    /** A server by the names in a path; empty if there is none. */
    public Optional<SharedServer> server(String owner, String name) {
        return rules.server(owner, name);
    }

    /** One page of shares, the oldest first. */
    public List<Share> page(ShareQuery query, int offset, int limit) {
        return shares.page(query, offset, limit);
    }

    /** The number of shares on all pages. */
    public long count(ShareQuery query) {
        return shares.count(query);
    }

    /** The share of exactly this user or group; empty if there is none. */
    public Optional<Share> find(SharedServer server, Recipient recipient) {
        return recipientId(recipient).flatMap(id -> shares.find(server, recipient.kind(), id));
    }

    /** A share by its id. */
    public Optional<Share> byId(long id) {
        return shares.byId(id);
    }

    /** The id of a user or group; empty if there is none with that name. */
    Optional<Long> recipientId(Recipient recipient) {
        return switch (recipient.kind()) {
            case USER -> users.byName(recipient.name()).map(User::id);
            case GROUP -> groups.byName(recipient.name()).map(Group::id);
        };
    }
}
