package dev.berth.hub.signin;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Signing in.
 *
 * @param admin name of the first administrator, made when there is no user yet
 * @param sessionLifetime how long a browser session lasts at most
 * @param sessionIdle how long a browser session lasts without any request; three days, so that a weekend does not end it
 * @param invitationLifetime how long an invitation link is good
 * @param passwordMinLength fewest characters of a password
 * @param throttle how many attempts are answered
 * @param providers rules for providers other than the built-in accounts, by provider id; one that is not named lets nobody in
 */
@ConfigurationProperties(prefix = "berth.signin", ignoreUnknownFields = false)
public record SignInProperties(
        @DefaultValue("admin") String admin,
        @DefaultValue("14d") Duration sessionLifetime,
        @DefaultValue("72h") Duration sessionIdle,
        @DefaultValue("7d") Duration invitationLifetime,
        @DefaultValue("8") int passwordMinLength,
        @DefaultValue Throttle throttle,
        @DefaultValue Map<String, Provider> providers) {

    /**
     * Attempts to sign in, counted over all replicas.
     *
     * @param perAccount attempts on one account within the period
     * @param perAddress attempts from one address (IPv6: one /64) within the period
     * @param period the period
     */
    public record Throttle(
            @DefaultValue("10") int perAccount,
            @DefaultValue("100") int perAddress,
            @DefaultValue("5m") Duration period) {

        public Throttle {
            if (perAccount < 1 || perAddress < 1 || !period.isPositive()) {
                throw new IllegalArgumentException("berth.signin.throttle is " + perAccount + ", " + perAddress + ", "
                        + period + "; per-account, per-address and period must be positive");
            }
        }
    }

    /**
     * Who of a provider's people may come in.
     *
     * @param allowAll everybody whom the provider vouches for
     * @param allowedUsers these names
     * @param allowedGroups members of these groups of the provider
     * @param createUsers whether an allowed person without an account gets one
     * @param linkExisting whether an allowed person without an account here gets the existing one of the same name; only for a provider
     *     whose names are those of the accounts
     * @param manageGroups whether the provider's groups become the hub's, at each sign-in and whenever it is asked again; made where they
     *     are not there. Roles and profiles by group then follow the provider
     * @param adminGroups members of these groups of the provider are administrators, and others of its people are none
     */
    public record Provider(
            @DefaultValue("false") boolean allowAll,
            @DefaultValue List<String> allowedUsers,
            @DefaultValue List<String> allowedGroups,
            @DefaultValue("false") boolean createUsers,
            @DefaultValue("false") boolean linkExisting,
            @DefaultValue("false") boolean manageGroups,
            @DefaultValue List<String> adminGroups) {

        public Provider {
            allowedUsers = List.copyOf(allowedUsers);
            allowedGroups = List.copyOf(allowedGroups);
            adminGroups = List.copyOf(adminGroups);
        }
    }

    public SignInProperties {
        providers = Map.copyOf(providers);
        requirePositive("session-lifetime", sessionLifetime);
        requirePositive("session-idle", sessionIdle);
        requirePositive("invitation-lifetime", invitationLifetime);
        if (passwordMinLength < 8 || passwordMinLength > 128) {
            throw new IllegalArgumentException(
                    "berth.signin.password-min-length is " + passwordMinLength + "; it must lie between 8 and 128");
        }
        if (dev.berth.hub.user.UserName.of(admin).isEmpty()) {
            throw new IllegalArgumentException(
                    "berth.signin.admin is no user name: " + dev.berth.hub.user.UserName.problem(admin));
        }
    }

    private static void requirePositive(String key, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("berth.signin." + key + " is " + value + "; it must be positive");
        }
    }
}
