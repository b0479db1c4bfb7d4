package dev.berth.hub.signin;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Signing in.
 *
 * @param admin name of the first administrator, made when there is no user yet
 * @param sessionLifetime how long a browser session lasts at most
 * @param sessionIdle how long a browser session lasts without any request; three days, so that a weekend does not end it
 * @param invitationLifetime how long an invitation link is good
 * @param passwordMinLength fewest characters of a password
 * @param throttle how many attempts are answered
 * @param defaultProvider which of several ways to sign in is chosen already on the page: {@code local} or a provider's id
 * @param roleAddresses by role, networks such as {@code 10.0.0.0/8}: whoever has the role comes in from there only
 * @param secondFactorRoles roles whose members need a second factor, whatever their provider's rule
 * @param disableUnusedAfter accounts that nobody has used for so long are disabled; never where it is left out
 * @param providers rules by provider id, {@code local} for the built-in accounts; another one that is not named lets nobody in
 */
@ConfigurationProperties(prefix = "berth.signin", ignoreUnknownFields = false)
public record SignInProperties(
        @DefaultValue("admin") String admin,
        @DefaultValue("14d") Duration sessionLifetime,
        @DefaultValue("72h") Duration sessionIdle,
        @DefaultValue("7d") Duration invitationLifetime,
        @DefaultValue("8") int passwordMinLength,
        @DefaultValue Throttle throttle,
        @DefaultValue("local") String defaultProvider,
        @DefaultValue Map<String, List<String>> roleAddresses,
        @DefaultValue List<String> secondFactorRoles,
        @Nullable Duration disableUnusedAfter,
        @DefaultValue Map<String, Provider> providers) {

    /** Provider id of the built-in accounts. */
    public static final String LOCAL = "local";

    /** Whether people need a one-time code beside their password. */
    public enum SecondFactor {
        /** Not possible. */
        OFF,
        /** Whoever wants it. */
        OWN,
        /** Everybody; who has none yet sets it up when they sign in. */
        REQUIRED
    }

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
     *     whose names are those of the accounts; never an administrator's
     * @param manageGroups whether the provider's groups become the hub's, at each sign-in and whenever it is asked again; made where they
     *     are not there. Roles and profiles by group then follow the provider
     * @param blockedUsers these names never, whatever allows them
     * @param blockedGroups members of these groups never
     * @param adminUsers these names are administrators; who is not named here or by a group is none
     * @param adminGroups members of these groups are administrators
     * @param usernamePattern regular expression that a whole user name must match
     * @param usernameMap user names here by the provider's names
     * @param allowedAddresses networks such as {@code 10.0.0.0/8} from which people may sign in; all if none is named
     * @param secondFactor {@code off}, {@code own} or {@code required}
     */
    public record Provider(
            @DefaultValue("false") boolean allowAll,
            @DefaultValue List<String> allowedUsers,
            @DefaultValue List<String> allowedGroups,
            @DefaultValue("false") boolean createUsers,
            @DefaultValue("false") boolean linkExisting,
            @DefaultValue("false") boolean manageGroups,
            @DefaultValue List<String> blockedUsers,
            @DefaultValue List<String> blockedGroups,
            @DefaultValue List<String> adminUsers,
            @DefaultValue List<String> adminGroups,
            @DefaultValue("") String usernamePattern,
            @DefaultValue Map<String, String> usernameMap,
            @DefaultValue List<String> allowedAddresses,
            @DefaultValue("own") SecondFactor secondFactor) {

        /** What holds for built-in accounts that no entry is about. */
        static final Provider NONE = new Provider(
                false,
                List.of(),
                List.of(),
                false,
                false,
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                Map.of(),
                List.of(),
                SecondFactor.OWN);

        public Provider {
            allowedUsers = List.copyOf(allowedUsers);
            allowedGroups = List.copyOf(allowedGroups);
            blockedUsers = List.copyOf(blockedUsers);
            blockedGroups = List.copyOf(blockedGroups);
            adminUsers = List.copyOf(adminUsers);
            adminGroups = List.copyOf(adminGroups);
            usernameMap = Map.copyOf(usernameMap);
            allowedAddresses = List.copyOf(allowedAddresses);
        }
    }

    public SignInProperties {
        providers = Map.copyOf(providers);
        roleAddresses = Map.copyOf(roleAddresses);
        secondFactorRoles = List.copyOf(secondFactorRoles);
        providers.forEach(SignInProperties::requireUsable);
        roleAddresses.forEach((role, networks) -> requireNetworks("role-addresses." + role, networks));
        requirePositive("session-lifetime", sessionLifetime);
        requirePositive("session-idle", sessionIdle);
        if (disableUnusedAfter != null && disableUnusedAfter.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("berth.signin.disable-unused-after is " + disableUnusedAfter
                    + "; it must be a day at least, or be left out");
        }
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

    private static void requireUsable(String id, Provider rules) {
        String prefix = "providers." + id + ".";
        try {
            Pattern.compile(rules.usernamePattern());
        } catch (PatternSyntaxException noPattern) {
            throw new IllegalArgumentException(
                    "berth.signin." + prefix + "username-pattern is \"" + rules.usernamePattern()
                            + "\", which is no regular expression: " + noPattern.getDescription(),
                    noPattern);
        }
        requireNetworks(prefix + "allowed-addresses", rules.allowedAddresses());
    }

    private static void requireNetworks(String key, List<String> networks) {
        for (String network : networks) {
            try {
                new IpAddressMatcher(network);
            } catch (IllegalArgumentException noNetwork) {
                throw new IllegalArgumentException(
                        "berth.signin." + key + " holds \"" + network
                                + "\"; write 10.0.0.0/8, 2001:db8::/32 or one address",
                        noNetwork);
            }
        }
    }
}
