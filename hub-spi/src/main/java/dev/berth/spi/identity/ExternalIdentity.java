package dev.berth.spi.identity;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an identity provider asserts about a person, before the hub decides anything. Sign-in implementations use it as the principal of
 * their {@code Authentication}.
 *
 * @param provider the configured provider's id, such as {@code local} or {@code keycloak}
 * @param subject the provider's stable key for the person (OIDC {@code sub}, {@code entryUUID}); never an email address or a display name.
 *     Users are keyed by (provider, subject)
 * @param name the username that the provider suggests; the hub normalizes it before any lookup
 * @param email an email address, if the provider supplied one
 * @param emailVerified true only if the provider supplied the boolean {@code true}
 * @param groups names of the groups to which the provider assigns the person
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
        Set<String> groups,
        @Nullable Long uid,
        @Nullable Long gid,
        boolean machineAccount) {

    public ExternalIdentity {
        Objects.requireNonNull(provider);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(name);
        groups = Set.copyOf(groups);
    }

    /** An identity of which only the key and the name are known. */
    public static ExternalIdentity of(String provider, String subject, String name) {
        return new ExternalIdentity(provider, subject, name, null, false, Set.of(), null, null, false);
    }
}
