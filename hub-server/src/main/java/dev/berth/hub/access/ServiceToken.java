package dev.berth.hub.access;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The token in a service's declaration. */
final class ServiceToken {

    private static final int MIN_LENGTH = 32;

    private ServiceToken() {}

    /**
     * The token, from wherever it is stored; empty for a service that does not have one.
     *
     * @throws IllegalArgumentException if it cannot be read, or is too short or too long
     */
    static Optional<String> of(ServiceProperties service) {
        String what = "the token of \"" + service.name() + "\"";
        if (service.apiTokenFile() == null) {
            Optional<String> token = Optional.of(service.apiToken()).filter(text -> !text.isEmpty());
            token.ifPresent(text -> require(text, what + " in api-token"));
            return token;
        }
        if (!service.apiToken().isEmpty()) {
            throw new IllegalArgumentException(what + " is in both api-token and api-token-file. Remove one of them");
        }
        try {
            String token = Files.readString(service.apiTokenFile()).strip();
            require(token, what + " in the file " + service.apiTokenFile());
            return Optional.of(token);
        } catch (IOException failure) {
            throw new IllegalArgumentException(
                    what + " is in the file " + service.apiTokenFile() + ", which cannot be read: " + failure, failure);
        }
    }

    private static void require(String token, String what) {
        String problem = problem(token);
        if (problem != null) {
            throw new IllegalArgumentException(what + " " + problem);
        }
    }

    /** What is wrong with a token, as the end of a sentence; null if nothing is. */
    static @Nullable String problem(String token) {
        return token.length() >= MIN_LENGTH && token.length() <= CredentialHash.MAX_LENGTH
                ? null
                : "has " + token.length() + " characters, but must have " + MIN_LENGTH + " to "
                        + CredentialHash.MAX_LENGTH + ". Create one with: openssl rand -hex 32";
    }
}
