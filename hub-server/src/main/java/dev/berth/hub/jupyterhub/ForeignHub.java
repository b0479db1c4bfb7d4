package dev.berth.hub.jupyterhub;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contents of a JupyterHub's database, under JupyterHub's own numbers.
 *
 * @param revision the version of its schema
 * @param tokens those that people created
 * @param skipped how many other tokens there are
 */
record ForeignHub(
        String revision,
        List<Account> accounts,
        List<Team> groups,
        List<Server> servers,
        List<Token> tokens,
        SkippedTokens skipped,
        List<Role> roles,
        List<Program> services,
        List<Share> shares) {

    ForeignHub {
        accounts = List.copyOf(accounts);
        groups = List.copyOf(groups);
        servers = List.copyOf(servers);
        tokens = List.copyOf(tokens);
        roles = List.copyOf(roles);
        services = List.copyOf(services);
        shares = List.copyOf(shares);
    }

    /** A user. */
    record Account(
            long id,
            String name,
            boolean admin,
            @Nullable Instant created,
            @Nullable Instant lastActivity) {}

    /**
     * A group.
     *
     * @param properties as JSON; null for none
     * @param members ids of users
     */
    record Team(String name, @Nullable String properties, List<Long> members) {
        Team {
            members = List.copyOf(members);
        }
    }

    /**
     * A user's server.
     *
     * @param name empty for the default server
     * @param hasOptions whether options were chosen for it
     */
    record Server(long userId, String name, @Nullable String displayName, boolean hasOptions) {}

    /** An API token of a user. */
    record Token(
            long userId,
            String prefix,
            String hashed,
            List<String> scopes,
            String note,
            @Nullable Instant created,
            @Nullable Instant lastActivity,
            @Nullable Instant expiresAt) {
        Token {
            scopes = List.copyOf(scopes);
        }

        /** Omits the hash. */
        @Override
        public String toString() {
            return "Token[" + note + "]";
        }
    }

    /**
     * Tokens that are not users' own.
     *
     * @param oauth issued to servers and services at a sign-in
     * @param servers with which servers call their hub
     * @param services how many each service has
     */
    record SkippedTokens(int oauth, int servers, Map<Long, Integer> services) {
        SkippedTokens {
            services = Map.copyOf(services);
        }
    }

    /**
     * A role and who has it.
     *
     * @param users ids of users
     * @param groups names of groups
     * @param services names of services
     */
    record Role(String name, List<String> scopes, List<Long> users, List<String> groups, List<String> services) {
        Role {
            scopes = List.copyOf(scopes);
            users = List.copyOf(users);
            groups = List.copyOf(groups);
            services = List.copyOf(services);
        }
    }

    /** A service. */
    record Program(long id, String name, boolean admin) {}

    /**
     * What a user or a group may do on somebody's server.
     *
     * @param server empty for the default server
     * @param userId the user with whom it is shared; null for a group
     * @param group the name of the group; empty for a user
     */
    record Share(long ownerId, String server, @Nullable Long userId, String group, List<String> scopes) {
        Share {
            scopes = List.copyOf(scopes);
        }
    }
}
