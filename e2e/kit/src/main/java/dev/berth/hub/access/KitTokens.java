package dev.berth.hub.access;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.user.User;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tokens that tests make and change, without the checks that protect people. */
public class KitTokens {

    private final Tokens tokens;
    private final ScopeCatalog catalog;
    private final JdbcClient jdbc;

    KitTokens(Tokens tokens, ScopeCatalog catalog, JdbcClient jdbc) {
        this.tokens = tokens;
        this.catalog = catalog;
        this.jdbc = jdbc;
    }

    /**
     * Makes a token.
     *
     * @throws IllegalArgumentException if a scope does not exist or the value is taken
     */
    public ApiToken make(TokenWish wish, String value, Actor actor) {
        requireKnown(wish.scopes());
        Boolean taken = jdbc.sql("SELECT EXISTS (SELECT 1 FROM api_tokens WHERE hash = :hash)")
                .param("hash", HexFormat.of().parseHex(CredentialHash.sha256(value)))
                .query(Boolean.class)
                .single();
        if (taken) {
            throw new IllegalArgumentException("There is a token with this value already");
        }
        return tokens.issue(wish, value, actor).token();
    }

    /** Overwrites what is stored, whatever the owner may do. */
    public Optional<ApiToken> overwrite(ApiToken token, @Nullable List<String> scopes, @Nullable String client) {
        requireKnown(scopes);
        if (scopes != null) {
            jdbc.sql("UPDATE api_tokens SET scopes = CAST(:scopes AS text[]) WHERE id = :id")
                    .param("scopes", scopes.toArray(String[]::new))
                    .param("id", token.number())
                    .update();
        }
        if (client != null) {
            jdbc.sql("UPDATE api_tokens SET oauth_client = :client WHERE id = :id")
                    .param("client", client)
                    .param("id", token.number())
                    .update();
        }
        return tokens.find(token.userId(), token.id());
    }

    /** Revokes all tokens of a user. */
    public void revokeAll(User user, Actor actor) {
        var _ = tokens.revokeAll(user.id(), actor, "test kit");
    }

    private void requireKnown(@Nullable List<String> scopes) {
        List<String> unknown = scopes == null
                ? List.of()
                : scopes.stream().filter(text -> catalog.parse(text).isEmpty()).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("These scopes do not exist: " + String.join(", ", unknown));
        }
    }
}
