package dev.berth.hub.signin;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Signing in.
 *
 * @param admin name of the first administrator, who is created if there are no users yet
 * @param sessionLifetime maximum lifetime of a browser session
 * @param sessionIdle how long a browser session lasts without a request; three days, so that it survives a weekend
 * @param invitationLifetime how long an invitation link is valid
 * @param passwordMinLength minimum length of a password
 * @param throttle how many attempts are allowed
 * @param defaultProvider the provider that is preselected on the sign-in page: {@code local} or a provider's id
 * @param roleAddresses by role, networks such as {@code 10.0.0.0/8}: people with the role can sign in only from there
 * @param secondFactorRoles roles whose members need a second factor, whatever their provider's rule
 * @param disableUnusedAfter accounts that were not used for this time are disabled; never if not set
 * @param providers rules by provider id, {@code local} for the built-in accounts; a provider that is not listed does not allow any sign-in
 */
@ConfigurationProperties(prefix = "berth.signin", ignoreUnknownFields = false)
public record SignInProperties(
        @DefaultValue("admin") String admin,

        @DefaultValue("14d") @DurationMin(nanos = 1, message = "Use a time above zero, such as 14d")
        Duration sessionLifetime,

        @DefaultValue("72h") @DurationMin(nanos = 1, message = "Use a time above zero, such as 72h")
        Duration sessionIdle,

        @DefaultValue("7d") @DurationMin(nanos = 1, message = "Use a time above zero, such as 7d")
        Duration invitationLifetime,

        @DefaultValue("8") @Min(8) @Max(128) int passwordMinLength,
        @DefaultValue @Valid Throttle throttle,
        @DefaultValue("local") String defaultProvider,
        @DefaultValue Map<String, List<String>> roleAddresses,
        @DefaultValue List<String> secondFactorRoles,

        @Nullable @DurationMin(days = 1, message = "Use at least 1d, or remove the key")
        Duration disableUnusedAfter,

        @DefaultValue Map<String, Provider> providers) {

    /** Provider id of the built-in accounts. */
    public static final String LOCAL = "local";

    /** Whether people need a one-time code in addition to their password. */
    public enum SecondFactor {
        /** Not available. */
        OFF,
        /** Optional for each person. */
        OWN,
        /** Required; people without one set it up when they sign in. */
        REQUIRED
    }

    /**
     * Limits for attempts to sign in, counted over all replicas.
     *
     * @param perAccount attempts on one account within the period
     * @param perAddress attempts from one address (IPv6: one /64) within the period
     * @param period the period
     */
    public record Throttle(
            @DefaultValue("10") @Min(1) int perAccount,
            @DefaultValue("100") @Min(1) int perAddress,

            @DefaultValue("5m") @DurationMin(nanos = 1, message = "Use a time above zero, such as 5m")
            Duration period) {}

    /**
     * Which of a provider's people are allowed.
     *
     * @param allowAll everybody whom the provider authenticates
     * @param allowedUsers these usernames
     * @param allowedGroups members of these groups of the provider
     * @param createUsers whether an allowed person without an account gets one
     * @param linkExisting whether an allowed person without an account is linked to the existing account with the same name; only for a
     *     provider whose names are those of the accounts; never for an administrator's account
     * @param manageGroups whether the provider's groups become the hub's, at each sign-in and whenever the provider is asked again; missing
     *     groups are created. Roles and profiles by group then follow the provider
     * @param blockedUsers these usernames are never allowed, whatever the other rules
     * @param blockedGroups members of these groups are never allowed
     * @param adminUsers these users are administrators; users who are not listed here or in a listed group are not
     * @param adminGroups members of these groups are administrators
     * @param usernamePattern regular expression that the whole username must match
     * @param usernameMap Berth usernames by the provider's names
     * @param allowedAddresses networks such as {@code 10.0.0.0/8} from which people can sign in; all if none is listed
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

        /** The rules for built-in accounts without an entry. */
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
        if (dev.berth.hub.user.UserName.of(admin).isEmpty()) {
            throw new IllegalArgumentException(
                    "berth.signin.admin is not a valid username: " + dev.berth.hub.user.UserName.problem(admin));
        }
    }

    private static void requireUsable(String id, Provider rules) {
        String prefix = "providers." + id + ".";
        try {
            Pattern.compile(rules.usernamePattern());
        } catch (PatternSyntaxException noPattern) {
            throw new IllegalArgumentException(
                    "berth.signin." + prefix + "username-pattern is \"" + rules.usernamePattern()
                            + "\", which is not a valid regular expression: " + noPattern.getDescription(),
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
                        "berth.signin." + key + " contains \"" + network
                                + "\". Use 10.0.0.0/8, 2001:db8::/32 or a single address",
                        noNetwork);
            }
        }
    }
}
