package dev.berth.hub.signin;

import dev.berth.spi.identity.ExternalIdentity;

/**
 * Whom a provider vouched for.
 *
 * @param terms what it says about its own session
 * @param byPassword whether the hub saw a password; a provider with pages of its own asks for a second factor itself
 */
record Vouching(ExternalIdentity identity, SessionTerms terms, boolean byPassword) {

    /** By a password that was shown to the hub. */
    static Vouching byPassword(ExternalIdentity identity) {
        return new Vouching(identity, SessionTerms.NONE, true);
    }
}
