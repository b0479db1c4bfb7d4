package dev.berth.hub.signin;

import dev.berth.hub.session.SessionTerms;
import dev.berth.spi.identity.ExternalIdentity;

/**
 * A provider's authentication of a person.
 *
 * @param terms what it states about its own session
 * @param byPassword whether the hub received a password; a provider with its own pages handles the second factor itself
 */
public record AuthenticatedIdentity(ExternalIdentity identity, SessionTerms terms, boolean byPassword) {

    /** With a password that the hub received. */
    static AuthenticatedIdentity byPassword(ExternalIdentity identity) {
        return new AuthenticatedIdentity(identity, SessionTerms.NONE, true);
    }
}
