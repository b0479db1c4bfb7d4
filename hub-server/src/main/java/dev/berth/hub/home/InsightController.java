package dev.berth.hub.home;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.access.SignedIn;
import dev.berth.hub.server.ServerInsight;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.spi.spawn.SpawnerUnavailableException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.server.ResponseStatusException;

/** What the home page fetches when it is there, because it takes a moment: a server's log, and how full the home is. */
@Controller
class InsightController {

    private static final int LINES = 200;

    private final ServerInsight insight;
    private final UserDirectory users;

    InsightController(ServerInsight insight, UserDirectory users) {
        this.insight = insight;
        this.users = users;
    }

    /** What a server writes is its user's: whoever may enter it may read that. A page of its own where scripts are off. */
    @GetMapping({"/hub/home/log/{name}", "/hub/home/log/{name}/{server}"})
    @RequiresScope(value = "access:servers", defaultServer = true)
    String log(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String part,
            Model model) {
        String serverName = server == null ? "" : server;
        User user = users.byName(name).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("serverName", serverName);
        model.addAttribute("lines", lines(user, serverName));
        model.addAttribute("most", LINES);
        return part == null ? "home/log" : "home/log :: lines";
    }

    @GetMapping("/hub/home/usage")
    @SignedIn
    String usage(Model model) {
        Caller me = CallerAuthentication.current().orElseThrow();
        model.addAttribute("usage", insight.homeUsage(me.user()).map(Usage::of).orElse(null));
        return "home/usage :: usage";
    }

    /** Null where the runtime does not answer. */
    private @Nullable List<String> lines(User user, String serverName) {
        try {
            return insight.log(user.id(), serverName, LINES);
        } catch (SpawnerUnavailableException unavailable) {
            return null;
        }
    }
}
