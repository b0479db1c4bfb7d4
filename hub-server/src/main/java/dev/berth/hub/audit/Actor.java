package dev.berth.hub.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who did something.
 *
 * @param kind a person, a declared service, a policy of the hub, or an unknown client
 * @param userId the user, if it is one
 * @param name the username, or the name of the service or policy
 * @param credential public id of the session or token that was used, such as {@code s12} or {@code a7}; never its value
 * @param address the address from which the request came
 */
public record Actor(
        Kind kind,
        @Nullable Long userId,
        String name,
        @Nullable String credential,
        @Nullable String address) {

    /** Kinds of actors. */
    public enum Kind {
        USER,
        SERVICE,
        POLICY,
        UNKNOWN
    }

    public Actor {
        name = Bounded.text(name, 255);
        credential = Bounded.optional(credential, 64);
        address = Bounded.optional(address, 64);
    }

    /** A person with a credential. */
    public static Actor user(long userId, String name, @Nullable String credential, @Nullable String address) {
        return new Actor(Kind.USER, userId, name, credential, address);
    }

    /** A program that authenticated with its own token. */
    public static Actor service(String name, @Nullable String address) {
        return new Actor(Kind.SERVICE, null, name, null, address);
    }

    /** The hub itself: culling, the first start, a limit. */
    public static Actor policy(String name) {
        return new Actor(Kind.POLICY, null, name, null, null);
    }

    /** An unauthenticated client; the name is the one that it claimed. */
    public static Actor unknown(String claimedName, @Nullable String address) {
        return new Actor(Kind.UNKNOWN, null, claimedName, null, address);
    }
}
