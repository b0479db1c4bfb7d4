package dev.berth.hub.access;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** API tokens as credentials. */
@Component
final class TokenCredentials implements CredentialSource {

    private final JdbcTokenRepository tokens;

    TokenCredentials(JdbcTokenRepository tokens) {
        this.tokens = tokens;
    }

    @Override
    public Credential.Kind kind() {
        return Credential.Kind.TOKEN;
    }

    @Override
    public Optional<Credential> find(String hash) {
        return tokens.byHash(hash).map(token -> {
            tokens.used(token.number());
            return new Credential(
                    Credential.Kind.TOKEN,
                    token.id(),
                    hash,
                    token.userId(),
                    token.expiresAt() == null ? JdbcTokenRepository.FAR : token.expiresAt(),
                    token.sessionId(),
                    token.scopes(),
                    token.server(),
                    false);
        });
    }
}
