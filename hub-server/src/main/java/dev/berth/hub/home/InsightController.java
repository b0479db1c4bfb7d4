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

/** Content that the home page loads later because it takes a moment: a server's log, and the disk usage of the home directory. */
@Controller
class InsightController {

    private static final int LINES = 200;

    private final ServerInsight insight;
    private final UserDirectory users;

    InsightController(ServerInsight insight, UserDirectory users) {
        this.insight = insight;
        this.users = users;
    }

    /** A server's output belongs to its user: people who can access the server can read it. A separate page if scripts are disabled. */
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

    /** Null if the runtime does not respond. */
    private @Nullable List<String> lines(User user, String serverName) {
        try {
            return insight.log(user.id(), serverName, LINES);
        } catch (SpawnerUnavailableException unavailable) {
            return null;
        }
    }
}
