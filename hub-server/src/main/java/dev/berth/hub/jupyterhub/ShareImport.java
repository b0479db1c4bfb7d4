package dev.berth.hub.jupyterhub;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.jupyterhub.ForeignHub.Share;
import dev.berth.hub.share.ForeignShares;
import dev.berth.hub.share.Recipient;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserName;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Shares of servers. Those of users who were not imported are not counted. */
@Component
class ShareImport {

    private final ForeignShares shares;

    ShareImport(ForeignShares shares) {
        this.shares = shares;
    }

    void run(List<Share> all, People people, Tally tally, Progress progress, Actor actor) {
        int done = 0;
        for (Share share : all) {
            Optional<User> owner = people.of(share.ownerId());
            Optional<Recipient> recipient = recipient(share, people);
            if (owner.isPresent() && recipient.isPresent()) {
                bring(share, owner.get(), recipient.get(), tally, actor);
            }
            progress.at(Kind.SHARES.text(), ++done, all.size());
        }
    }

    private static Optional<Recipient> recipient(Share share, People people) {
        return share.userId() == null
                ? Optional.of(new Recipient(Recipient.Kind.GROUP, share.group()))
                : people.name(share.userId())
                        .map(UserName::value)
                        .map(name -> new Recipient(Recipient.Kind.USER, name));
    }

    private void bring(Share share, User owner, Recipient recipient, Tally tally, Actor actor) {
        switch (shares.bring(owner, share.server(), recipient, share.scopes(), actor)) {
            case ForeignShares.Outcome.Imported() -> tally.created(Kind.SHARES);
            case ForeignShares.Outcome.KnownAlready() -> tally.unchanged(Kind.SHARES);
            case ForeignShares.Outcome.Refused(String reason) ->
                tally.omitted(
                        Kind.SHARES,
                        "share of " + Shown.text(owner.name().value()) + "/" + Shown.text(share.server()) + " with "
                                + recipient.kind().text() + " " + Shown.text(recipient.name()),
                        reason);
        }
    }
}
