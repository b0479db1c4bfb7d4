package dev.berth.spi.identity;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a provider asserted about a person, with nothing decided yet. Implementations of sign-in put it into their {@code
 * Authentication} as the principal.
 *
 * @param provider the configured provider's id, such as {@code local} or {@code keycloak}
 * @param subject the provider's own stable key of the person (OIDC {@code sub}, {@code entryUUID}); never an e-mail address or a
 *     display name. Users are keyed by (provider, subject)
 * @param name the name the provider suggests; normalised by the hub before any look-up
 * @param email an e-mail address, if one was given
 * @param emailVerified true only if the provider said so with the boolean {@code true}
 * @param groups names of groups the provider puts the person in
 * @param uid POSIX user id, if the provider knows it
 * @param gid POSIX primary group id, if the provider knows it
 * @param machineAccount whether uid and gid are those of this machine's own account of the person (PAM), which alone may lie in a
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

    /** An identity of which nothing but its key and name is known. */
    public static ExternalIdentity of(String provider, String subject, String name) {
        return new ExternalIdentity(provider, subject, name, null, false, Set.of(), null, null, false);
    }
}
