package dev.berth.hub.console;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.access.Target;
import dev.berth.hub.overview.Overview;
import dev.berth.hub.server.RunStatistics;
import dev.berth.hub.server.RunStatistics.Span;
import dev.berth.hub.server.ServerLists;
import dev.berth.hub.server.ServerQuery;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserFilter;
import dev.berth.hub.user.UserQuery;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The console's first page: totals, results of starts, and the health of all components. */
@Controller
class OverviewController {

    private final Overview overview;
    private final RunStatistics statistics;
    private final UserDirectory users;
    private final ServerLists servers;
    private final Access access;
    private final InstantSource clock;

    OverviewController(
            Overview overview,
            RunStatistics statistics,
            UserDirectory users,
            ServerLists servers,
            Access access,
            InstantSource clock) {
        this.overview = overview;
        this.statistics = statistics;
        this.users = users;
        this.servers = servers;
        this.access = access;
        this.clock = clock;
    }

    /** The time range of the charts. */
    enum Period {
        DAY(Duration.ofHours(1), 24),
        WEEK(Duration.ofHours(6), 28),
        MONTH(Duration.ofDays(1), 30);

        private final Duration step;
        private final int steps;

        Period(Duration step, int steps) {
            this.step = step;
            this.steps = steps;
        }

        static Period of(String text) {
            return switch (text) {
                case "week" -> WEEK;
                case "month" -> MONTH;
                default -> DAY;
            };
        }
    }

    @GetMapping("/hub/admin")
    @RequiresScope("admin-ui")
    String show(@RequestParam(defaultValue = "day") String period, Model model) {
        Caller me = People.me();
        figures(me, model);
        if (access.allows(me, "read:metrics", new Target.OfHub())) {
            Period chosen = Period.of(period);
            Span span = Span.until(clock.instant(), chosen.step, chosen.steps);
            model.addAttribute("period", chosen.name().toLowerCase(java.util.Locale.ROOT));
            model.addAttribute("active", statistics.active(span));
            model.addAttribute("starts", statistics.starts(span));
            model.addAttribute("ends", statistics.ends(span));
        }
        if (access.allows(me, "read:hub", new Target.OfHub())) {
            model.addAttribute("health", overview.look());
        }
        return "console/overview";
    }

    private void figures(Caller me, Model model) {
        if (me.scopes().holdAnyFormOf("list:users")) {
            model.addAttribute(
                    "userCount",
                    users.count(new UserQuery(
                            UserFilter.NONE, access.visibleUsers(me, "list:users"), UserQuery.Sort.ID, false, 0, 1)));
        }
        if (me.scopes().holdAnyFormOf("read:servers")) {
            model.addAttribute(
                    "serverCount",
                    servers.count(new ServerQuery(
                            null,
                            null,
                            null,
                            null,
                            access.visibleUsers(me, "read:servers"),
                            ServerQuery.Sort.AGE,
                            false,
                            0,
                            1)));
        }
    }

    @GetMapping("/hub/admin/health")
    @RequiresScope("read:hub")
    String health(Model model) {
        model.addAttribute("health", overview.look());
        return "console/health";
    }
}
