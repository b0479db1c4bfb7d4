package dev.berth.hub.access;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Roles and tokens.
 *
 * @param roles roles beside the built-in {@code user} and {@code admin}
 * @param services programs with rights and a token of their own
 * @param tokenMaxLifetime longest lifetime that a token may be asked for; a token must then have an end. Without it tokens may live for
 *     ever
 * @param tokensPerUser how many live tokens of their own a user may have, beside those of servers and OAuth clients; 0 for no limit
 * @param entryDuration how long an administrator who gave a reason may be in somebody else's server
 */
@ConfigurationProperties(prefix = "berth.access", ignoreUnknownFields = false)
public record AccessProperties(
        @DefaultValue List<Role> roles,
        @DefaultValue List<ServiceProperties> services,
        @Nullable Duration tokenMaxLifetime,
        @DefaultValue("100") int tokensPerUser,
        @DefaultValue("1h") Duration entryDuration) {

    /**
     * What some users may do beside their own.
     *
     * @param name its name
     * @param description for people
     * @param scopes the scopes it gives, such as {@code read:users!group=lab}
     * @param users names of users that have it
     * @param groups names of groups whose members have it
     * @param services names of services that have it
     */
    record Role(
            String name,
            @Nullable String description,
            @DefaultValue List<String> scopes,
            @DefaultValue List<String> users,
            @DefaultValue List<String> groups,
            @DefaultValue List<String> services) {

        Role {
            if (!name.matches("[a-z][a-z0-9\\-_~.]{1,253}[a-z0-9]")) {
                throw new IllegalArgumentException("berth.access.roles holds the name \"" + name
                        + "\"; a role's name has 3 to 255 characters a-z, 0-9, - _ ~ . and begins with a letter");
            }
            for (String scope : scopes) {
                if (Scope.parse(scope).isEmpty() || scope.startsWith(ScopeCatalog.INHERIT)) {
                    throw new IllegalArgumentException(
                            "The role \"" + name + "\" in berth.access.roles names the scope \"" + scope
                                    + "\", which does not exist or is for tokens only");
                }
            }
            scopes = List.copyOf(scopes);
            users = List.copyOf(users);
            groups = List.copyOf(groups);
            services = List.copyOf(services);
        }
    }

    public AccessProperties {
        roles = List.copyOf(roles);
        services = List.copyOf(services);
        if (tokenMaxLifetime != null && !tokenMaxLifetime.isPositive()) {
            throw new IllegalArgumentException(
                    "berth.access.token-max-lifetime is " + tokenMaxLifetime + "; it must be positive");
        }
        if (tokensPerUser < 0) {
            throw new IllegalArgumentException(
                    "berth.access.tokens-per-user is " + tokensPerUser + "; use 0 for no limit");
        }
        if (entryDuration.toSeconds() < 60 || entryDuration.compareTo(Duration.ofDays(7)) > 0) {
            throw new IllegalArgumentException(
                    "berth.access.entry-duration is " + entryDuration + "; it must lie between 1m and 7d");
        }
    }
}
