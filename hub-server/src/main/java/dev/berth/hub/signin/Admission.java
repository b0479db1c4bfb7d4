package dev.berth.hub.signin;

import dev.berth.hub.access.Principal;
import dev.berth.hub.access.Roles;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserName;
import dev.berth.spi.identity.ExternalIdentity;
import dev.berth.spi.identity.GroupList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/**
 * Decides which of the people whom a provider has authenticated are allowed to sign in, and by which rule. The order is JupyterHub's: the
 * username is normalized and mapped, must match the pattern, must not be blocked, and must be allowed; then the rules decide whether the
 * user is an administrator. Without a matching rule, sign-in is denied. An incomplete list of groups decides nothing.
 */
@Component
public class Admission {

    private final SignInProperties properties;
    private final Roles roles;

    Admission(SignInProperties properties, Roles roles) {
        this.properties = properties;
        this.roles = roles;
    }

    /** What the rules say. */
    public sealed interface Decision {

        /**
         * The person is allowed.
         *
         * @param name the person's username in Berth
         * @param rule the rule that allows it, for administrators
         * @param admin whether they are to be an administrator; null if the rules do not decide that
         */
        record Allowed(UserName name, String rule, @Nullable Boolean admin) implements Decision {}

        /**
         * The person is not allowed.
         *
         * @param code a stable code for the audit log
         * @param rule the rule that rejected the person, for administrators only
         */
        record Refused(String code, String rule) implements Decision {}

        /**
         * The rules look at the person's groups, and these are not known. Nobody signs in by that, and it ends nothing that is open.
         *
         * @param why what is missing and what to do about it, for administrators only
         */
        record Undecided(String why) implements Decision {

            /** For the audit log. */
            static final String CODE = "GROUPS_INCOMPLETE";
        }
    }

    /** Applies all rules of the provider to a person who connects from this address. */
    Decision verdict(ExternalIdentity identity, @Nullable String address) {
        Optional<Decision.Refused> elsewhere = address(identity.provider(), address);
        return elsewhere.isPresent() ? elsewhere.get() : judge(identity);
    }

    /** Applies the same rules regardless of the address. */
    Decision judge(ExternalIdentity identity) {
        if (identity.provider().equals(SignInProperties.LOCAL)) {
            return judgeLocal(identity);
        }
        SignInProperties.Provider rules = properties.providers().get(identity.provider());
        if (rules == null) {
            return refused(
                    "NOT_ALLOWED",
                    "berth.signin.providers does not have an entry " + identity.provider() + ", so sign-in is denied");
        }
        Optional<UserName> name = UserName.of(identity.name()).flatMap(raw -> mapped(rules, raw));
        return name.isEmpty()
                ? refused("NAME_REFUSED", "the name from the provider is not a valid username")
                : judge(rules, name.get(), identity);
    }

    private static Decision judge(SignInProperties.Provider rules, UserName name, ExternalIdentity identity) {
        if (!rules.usernamePattern().isEmpty() && !name.value().matches(rules.usernamePattern())) {
            return refused("NAME_REFUSED", "the name does not match username-pattern " + rules.usernamePattern());
        }
        Set<UserName> names = names(name, identity);
        Optional<String> blocked = matchName("blocked-users", rules.blockedUsers(), names);
        if (blocked.isPresent()) {
            return refused("BLOCKED", blocked.get());
        }
        return switch (identity.groups()) {
            case GroupList.Whole(Set<String> groups) -> judge(rules, name, names, groups);
            case GroupList.Incomplete(String why) ->
                needsGroups(rules, names) ? new Decision.Undecided(why) : judge(rules, name, names, Set.of());
        };
    }

    /** With all groups of the person, or where no rule looks at them. */
    private static Decision judge(
            SignInProperties.Provider rules, UserName name, Set<UserName> names, Set<String> groups) {
        Optional<String> blocked = matchGroup("blocked-groups", rules.blockedGroups(), groups);
        if (blocked.isPresent()) {
            return refused("BLOCKED", blocked.get());
        }
        Optional<String> allowed =
                allowedByName(rules, names).or(() -> matchGroup("allowed-groups", rules.allowedGroups(), groups));
        return allowed.isEmpty()
                ? refused(
                        "NOT_ALLOWED", "neither allowed-users nor allowed-groups contains this person " + told(groups))
                : new Decision.Allowed(name, allowed.get(), admin(rules, names, groups));
    }

    private static Optional<String> allowedByName(SignInProperties.Provider rules, Set<UserName> names) {
        return rules.allowAll() ? Optional.of("allow-all") : matchName("allowed-users", rules.allowedUsers(), names);
    }

    /** Whether anything about this person depends on groups, as far as their name has not decided it. */
    private static boolean needsGroups(SignInProperties.Provider rules, Set<UserName> names) {
        boolean toAllow =
                !rules.allowedGroups().isEmpty() && allowedByName(rules, names).isEmpty();
        boolean toAdmin = !rules.adminGroups().isEmpty()
                && matchName("admin-users", rules.adminUsers(), names).isEmpty();
        return rules.manageGroups() || !rules.blockedGroups().isEmpty() || toAllow || toAdmin;
    }

    private Decision judgeLocal(ExternalIdentity identity) {
        UserName name = UserName.of(identity.name()).orElseThrow();
        Optional<String> blocked =
                matchName("blocked-users", rules(SignInProperties.LOCAL).blockedUsers(), Set.of(name));
        return blocked.isPresent()
                ? refused("BLOCKED", blocked.get())
                : new Decision.Allowed(name, "built-in account", null);
    }

    /** Whether this provider accepts sign-ins from that address; checked before the password. */
    public Optional<Decision.Refused> address(String provider, @Nullable String address) {
        List<String> networks = rules(provider).allowedAddresses();
        return within(networks, address)
                ? Optional.empty()
                : Optional.of(new Decision.Refused("ADDRESS_REFUSED", "allowed-addresses of " + provider));
    }

    /** Whether a user with these roles can sign in from that address. */
    public Optional<Decision.Refused> address(User user, @Nullable String address) {
        return address(new Principal.Person(user), address);
    }

    /** The same check for any principal. */
    public Optional<Decision.Refused> address(Principal principal, @Nullable String address) {
        Map<String, List<String>> limits = properties.roleAddresses();
        if (limits.isEmpty()) {
            return Optional.empty();
        }
        return roles.of(principal).stream()
                .filter(role -> !within(limits.getOrDefault(role, List.of()), address))
                .findFirst()
                .map(role -> new Decision.Refused("ADDRESS_REFUSED", "role-addresses of " + role));
    }

    /** The second-factor policy for this user, who signed in with this provider. */
    public SignInProperties.SecondFactor secondFactor(String provider, User user) {
        boolean byRole = roles.of(user).stream().anyMatch(properties.secondFactorRoles()::contains);
        return byRole ? SignInProperties.SecondFactor.REQUIRED : rules(provider).secondFactor();
    }

    SignInProperties.Provider rules(String provider) {
        return properties.providers().getOrDefault(provider, SignInProperties.Provider.NONE);
    }

    private static boolean within(List<String> networks, @Nullable String address) {
        if (networks.isEmpty() || address == null) {
            return networks.isEmpty();
        }
        return networks.stream().anyMatch(network -> new IpAddressMatcher(network).matches(address));
    }

    private static Optional<UserName> mapped(SignInProperties.Provider rules, UserName raw) {
        return rules.usernameMap().entrySet().stream()
                .filter(entry -> UserName.of(entry.getKey()).equals(Optional.of(raw)))
                .findFirst()
                .map(entry -> UserName.of(entry.getValue()))
                .orElse(Optional.of(raw));
    }

    /** A rule may use the provider's name of a person or their username in Berth. */
    private static Set<UserName> names(UserName here, ExternalIdentity identity) {
        return UserName.of(identity.name())
                .map(there ->
                        Set.copyOf(List.of(here, there).stream().distinct().toList()))
                .orElse(Set.of(here));
    }

    private static @Nullable Boolean admin(SignInProperties.Provider rules, Set<UserName> names, Set<String> groups) {
        if (rules.adminUsers().isEmpty() && rules.adminGroups().isEmpty()) {
            return null;
        }
        return matchName("admin-users", rules.adminUsers(), names)
                .or(() -> matchGroup("admin-groups", rules.adminGroups(), groups))
                .isPresent();
    }

    /** Groups are compared exactly. */
    private static Optional<String> matchGroup(String rule, Collection<String> wanted, Set<String> groups) {
        return wanted.stream().filter(groups::contains).findFirst().map(group -> rule + ": " + group);
    }

    /** Names are compared in their normal form. */
    private static Optional<String> matchName(String rule, Collection<String> users, Set<UserName> names) {
        return users.stream()
                .filter(each -> UserName.of(each).filter(names::contains).isPresent())
                .findFirst()
                .map(each -> rule + ": " + each);
    }

    private static String told(Set<String> groups) {
        return groups.isEmpty()
                ? "(the provider did not return groups)"
                : "(groups: " + new TreeSet<>(groups).stream().limit(20).collect(Collectors.joining(", ")) + ")";
    }

    private static Decision refused(String code, String rule) {
        return new Decision.Refused(code, rule);
    }
}
