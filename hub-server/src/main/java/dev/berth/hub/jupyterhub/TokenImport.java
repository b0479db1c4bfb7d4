package dev.berth.hub.jupyterhub;

import dev.berth.hub.access.ForeignToken;
import dev.berth.hub.access.ForeignTokens;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.jupyterhub.ForeignHub.SkippedTokens;
import dev.berth.hub.jupyterhub.ForeignHub.Token;
import dev.berth.hub.user.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.stereotype.Component;

/** API tokens that users created. Tokens of servers, OAuth clients and services are not imported. */
@Component
class TokenImport {

    private final ForeignTokens tokens;
    private final InstantSource clock;

    TokenImport(ForeignTokens tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    void run(List<Token> all, SkippedTokens skipped, People people, Tally tally, Progress progress, Actor actor) {
        List<Token> owned = all.stream()
                .filter(token -> people.of(token.userId()).isPresent())
                .toList();
        int done = 0;
        for (Token token : owned) {
            bring(token, people.of(token.userId()).orElseThrow(), people, tally, actor);
            progress.at(Kind.TOKENS.text(), ++done, owned.size());
        }
        noteSkipped(skipped, tally);
    }

    private void bring(Token token, User owner, People people, Tally tally, Actor actor) {
        String shown = "token \"" + Shown.text(token.note()) + "\" of "
                + Shown.text(owner.name().value());
        if (!owner.active()) {
            tally.omitted(Kind.TOKENS, shown, "The account is disabled here.");
            return;
        }
        if (people.isPromoted(token.userId())) {
            tally.omitted(
                    Kind.TOKENS,
                    shown,
                    "Its owner is an administrator here, but not in JupyterHub, so it could do more than before.");
            return;
        }
        Instant created = token.created() == null ? clock.instant() : token.created();
        ForeignToken foreign = new ForeignToken(
                token.prefix(),
                token.hashed(),
                token.scopes(),
                token.note(),
                created,
                token.lastActivity(),
                token.expiresAt());
        switch (tokens.bring(foreign, owner, actor)) {
            case ForeignTokens.Outcome.Imported() -> tally.created(Kind.TOKENS);
            case ForeignTokens.Outcome.KnownAlready() -> tally.unchanged(Kind.TOKENS);
            case ForeignTokens.Outcome.Refused(String reason) -> tally.omitted(Kind.TOKENS, shown, reason);
        }
    }

    private static void noteSkipped(SkippedTokens skipped, Tally tally) {
        if (skipped.servers() > 0) {
            tally.omitted(skipped.servers() + " tokens of servers", "A server gets a new one at its next start.");
        }
        if (skipped.oauth() > 0) {
            tally.omitted(
                    skipped.oauth() + " tokens from sign-ins at servers and services",
                    "They end with JupyterHub's sessions. Users sign in again.");
        }
    }
}
