package dev.berth.hub.home;

import dev.berth.hub.profile.Profile;
import dev.berth.hub.server.ServerStarts;
import dev.berth.hub.user.User;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Lets a card's Start button start the server at once, as in JupyterHub, if there is nothing to choose. */
@Component
class OneClickStart {

    private final ServerStarts starts;

    OneClickStart(ServerStarts starts) {
        this.starts = starts;
    }

    /** Adds {@code onlyProfile}: the one profile that the owner of the cards can use, if it has no options; else null. */
    void fill(User owner, Model model) {
        List<Profile> offered = starts.offeredTo(owner);
        boolean nothingToChoose =
                offered.size() == 1 && offered.getFirst().options().isEmpty();
        model.addAttribute("onlyProfile", nothingToChoose ? offered.getFirst().name() : null);
    }
}
