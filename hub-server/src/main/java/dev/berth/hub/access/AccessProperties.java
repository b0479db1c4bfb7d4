package dev.berth.hub.access;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Roles and tokens.
 *
 * @param roles roles in addition to the built-in {@code user} and {@code admin}
 * @param services programs with separate permissions and tokens
 * @param tokenMaxLifetime maximum lifetime that can be requested for a token; every token must then expire. If not set, tokens may be valid
 *     forever
 * @param tokensPerUser how many valid tokens a user can have, not counting those of servers and OAuth clients; 0 for no limit
 * @param entryDuration how long an administrator who gave a reason has access to somebody else's server
 * @param customScopes scopes that only services and servers check
 */
@ConfigurationProperties(prefix = "berth.access", ignoreUnknownFields = false)
public record AccessProperties(
        @DefaultValue List<Role> roles,
        @DefaultValue List<ServiceProperties> services,

        @Nullable @DurationMin(nanos = 1, message = "Use a time above zero, such as 30d")
        Duration tokenMaxLifetime,

        @DefaultValue("100") @Min(value = 0, message = "Use at least 1, or 0 for no limit") int tokensPerUser,

        @DefaultValue("1h")
        @DurationMin(minutes = 1, message = "Use 1m to 7d")
        @DurationMax(days = 7, message = "Use 1m to 7d")
        Duration entryDuration,

        @DefaultValue List<CustomScopeProperties> customScopes) {

    /**
     * Additional permissions of some users.
     *
     * @param name the role's name; the scopes of the role "user" are everybody's, in addition to their own
     * @param description the description for people
     * @param scopes the scopes that it grants, such as {@code read:users!group=lab}
     * @param users usernames that have the role
     * @param groups groups whose members have the role
     * @param services services that have the role
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
                throw new IllegalArgumentException("berth.access.roles contains the name \"" + name
                        + "\". A role name must have 3 to 255 characters of a-z, 0-9, - _ ~ . and begin with a letter");
            }
            if (name.equals("admin")) {
                throw new IllegalArgumentException(
                        "berth.access.roles contains the name \"admin\", which is built in and cannot be changed");
            }
            scopes = List.copyOf(scopes);
            users = List.copyOf(users);
            groups = List.copyOf(groups);
            services = List.copyOf(services);
        }

        private void requireScopesOf(ScopeCatalog catalog) {
            for (String scope : scopes) {
                if (catalog.parse(scope).isEmpty() || scope.startsWith(ScopeCatalog.INHERIT)) {
                    throw new IllegalArgumentException(
                            "The role \"" + name + "\" in berth.access.roles contains the scope \"" + scope
                                    + "\", which does not exist or can be used only for tokens");
                }
            }
        }

        /** As in JupyterHub, the role {@code user} belongs to everybody. */
        boolean isForEverybody() {
            return name.equals("user");
        }
    }

    /** The declared services, for checks of the configuration. */
    public List<Service> declaredServices() {
        return services.stream().map(ServiceProperties::service).toList();
    }

    public AccessProperties {
        roles = List.copyOf(roles);
        services = List.copyOf(services);
        customScopes = List.copyOf(customScopes);
        CustomScopeProperties.check(customScopes);
        ScopeCatalog catalog = new ScopeCatalog(customScopes);
        roles.forEach(role -> role.requireScopesOf(catalog));
    }
}
