package dev.berth.hub.access;

import java.util.Optional;

/** A store of credentials. */
public interface CredentialSource {

    Credential.Kind kind();

    /** The live credential with this hash (SHA-256, lower-case hex). Notes coarsely that it was used. */
    Optional<Credential> find(String hash);
}
