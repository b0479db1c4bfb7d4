package dev.berth.spi.identity;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an identity provider asserts about a person, before the hub decides anything. Sign-in implementations use it as the principal of
 * their {@code Authentication}.
 *
 * @param provider the configured provider's id, such as {@code local} or {@code keycloak}
 * @param subject the provider's own stable key of the person (OIDC {@code sub}, {@code entryUUID}); never an e-mail address or a
 *     display name. Users are keyed by (provider, subject)
 * @param name the name the provider suggests; normalised by the hub before any look-up
 * @param email an e-mail address, if one was given
 * @param emailVerified true only if the provider said so with the boolean {@code true}
 * @param groups the groups that the provider puts the person in, or why they are not known
 * @param uid POSIX user id, if the provider knows it
 * @param gid POSIX primary group id, if the provider knows it
 * @param machineAccount whether uid and gid belong to the person's local account on this machine (PAM); only then may they be in a
 *     prohibited range
 */
public record ExternalIdentity(
        String provider,
        String subject,
        String name,
        @Nullable String email,
        boolean emailVerified,
        GroupList groups,
        @Nullable Long uid,
        @Nullable Long gid,
        boolean machineAccount) {

    public ExternalIdentity {
        Objects.requireNonNull(provider);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(name);
        Objects.requireNonNull(groups);
    }

    /** An identity of a provider that reports all groups of the person. */
    public ExternalIdentity(
            String provider,
            String subject,
            String name,
            @Nullable String email,
            boolean emailVerified,
            Set<String> groups,
            @Nullable Long uid,
            @Nullable Long gid,
            boolean machineAccount) {
        this(provider, subject, name, email, emailVerified, new GroupList.Whole(groups), uid, gid, machineAccount);
    }

    /** An identity of which only the key and the name are known. */
    public static ExternalIdentity of(String provider, String subject, String name) {
        GroupList unknown = new GroupList.Incomplete("only the key and the name of this identity are known");
        return new ExternalIdentity(provider, subject, name, null, false, unknown, null, null, false);
    }
}
