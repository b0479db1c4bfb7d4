package dev.berth.hub.signin;

import dev.berth.spi.identity.ExternalIdentity;

/** Whom a provider vouched for, with what it says about its own session. */
record Vouching(ExternalIdentity identity, SessionTerms terms) {}
