package dev.berth.hub.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the caller behind a token that was presented, also at the first use of an imported one, which only its value identifies. */
@Component
public class TokenCallers {

    private final Callers callers;
    private final ForeignTokens foreign;

    TokenCallers(Callers callers, ForeignTokens foreign) {
        this.callers = callers;
        this.foreign = foreign;
    }

    /** The caller, or empty if the value is not a valid token. */
    public Optional<Caller> find(@Nullable String value) {
        Optional<String> hash = CredentialHash.of(value);
        Optional<Caller> known = hash.flatMap(this::byHash);
        if (known.isPresent() || hash.isEmpty() || value == null) {
            return known;
        }
        foreign.redeem(value);
        return byHash(hash.get());
    }

    private Optional<Caller> byHash(String hash) {
        return callers.find(Credential.Kind.TOKEN, hash);
    }
}
