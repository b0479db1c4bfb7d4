package dev.berth.hub.home;

import dev.berth.hub.profile.Profile;
import dev.berth.hub.server.ServerStarts;
import dev.berth.hub.user.User;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Lets a card's Start button start the server at once, as in JupyterHub, if there is nothing to choose. */
@Component
class OneClickStart {

    private final ServerStarts starts;

    OneClickStart(ServerStarts starts) {
        this.starts = starts;
    }

    /** The one profile that this user can use, if it has no options. */
    Optional<String> profileFor(User owner) {
        List<Profile> offered = starts.offeredTo(owner);
        boolean nothingToChoose =
                offered.size() == 1 && offered.getFirst().options().isEmpty();
        return nothingToChoose ? Optional.of(offered.getFirst().name()) : Optional.empty();
    }

    /** Adds {@code onlyProfile}: the one profile that the owner of the cards can use, if it has no options; else null. */
    void fill(User owner, Model model) {
        model.addAttribute("onlyProfile", profileFor(owner).orElse(null));
    }
}
