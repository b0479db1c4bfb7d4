package dev.berth.hub.access;

import java.util.Optional;

/** A store of credentials. */
public interface CredentialSource {

    Credential.Kind kind();

    /** The valid credential with this hash (SHA-256, lower-case hex). Also records, coarsely, that it was used. */
    Optional<Credential> find(String hash);
}
