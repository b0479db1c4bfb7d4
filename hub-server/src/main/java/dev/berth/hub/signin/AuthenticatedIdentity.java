package dev.berth.hub.signin;

import dev.berth.hub.session.SessionTerms;
import dev.berth.spi.identity.ExternalIdentity;

/**
 * Whom a provider vouched for.
 *
 * @param terms what it says about its own session
 * @param byPassword whether the hub saw a password; a provider with pages of its own asks for a second factor itself
 */
public record AuthenticatedIdentity(ExternalIdentity identity, SessionTerms terms, boolean byPassword) {

    /** By a password that was shown to the hub. */
    static AuthenticatedIdentity byPassword(ExternalIdentity identity) {
        return new AuthenticatedIdentity(identity, SessionTerms.NONE, true);
    }
}
