package dev.berth.kit;

import dev.berth.spi.identity.ExternalIdentity;
import dev.berth.spi.identity.IdentitySource;
import java.util.Set;

/** Confirms everybody who has signed in, for as long as tests let it. */
final class KitIdentities implements IdentitySource {

    private volatile boolean expired;

    /** Whether everybody has to sign in again. */
    void expire(boolean everybody) {
        expired = everybody;
    }

    @Override
    public String provider() {
        return KitPasswords.PROVIDER;
    }

    @Override
    public Answer ask(Known known) {
        return expired
                ? new Answer.Ended("the test asks for a new sign-in")
                : new Answer.Current(identity(known.subject()), null);
    }

    static ExternalIdentity identity(String name) {
        return new ExternalIdentity(KitPasswords.PROVIDER, name, name, null, false, Set.of(), null, null, false);
    }
}
