package dev.berth.hub.home;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.SignedIn;
import dev.berth.hub.usage.UsageCsv;
import dev.berth.hub.usage.UsageFilter;
import dev.berth.hub.usage.UsagePage;
import dev.berth.hub.usage.UsageQuery;
import dev.berth.hub.usage.UsageQuery.Bucket;
import dev.berth.hub.usage.UsageReports;
import dev.berth.hub.user.VisibleUsers;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;

/** What a person used: the last weeks on the home page, and any period on a page of its own. */
@Controller
class HoursController {

    private static final int WEEKS = 4;

    private final UsageReports reports;
    private final InstantSource clock;

    HoursController(UsageReports reports, InstantSource clock) {
        this.reports = reports;
        this.clock = clock;
    }

    /** Loaded after the home page, which does not wait for it. */
    @GetMapping("/hub/home/hours")
    @SignedIn
    String weeks(Model model) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        UsageFilter filter = new UsageFilter(
                UsageQuery.By.TOTAL,
                today.minusDays(today.getDayOfWeek().getValue() - 1L).minusWeeks(WEEKS - 1L),
                today,
                ZoneId.of("UTC"),
                Bucket.WEEK);
        model.addAttribute("weeks", UsageWeek.of(reports.of(filter.chart(own(), 1))));
        return "home/hours :: hours";
    }

    @GetMapping("/hub/usage")
    @SignedIn
    String show(@ModelAttribute UsageFilter.Fields fields, Model model) {
        model.addAttribute("section", "home");
        model.addAttribute("usage", UsagePage.of(reports, filter(fields), own()));
        return "home/hours-page";
    }

    /** A form instead of a link, so that no other site can trigger it. */
    @PostMapping("/hub/usage/export")
    @SignedIn
    void export(@ModelAttribute UsageFilter.Fields fields, HttpServletResponse response) throws IOException {
        response.setContentType(UsageCsv.CONTENT_TYPE);
        response.setHeader("Content-Disposition", UsageCsv.DISPOSITION);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream()
                .write(UsageCsv.of(reports.of(filter(fields).totals(own(), UsageQuery.MAX_LIMIT)))
                        .getBytes(StandardCharsets.UTF_8));
    }

    private UsageFilter filter(UsageFilter.Fields fields) {
        return UsageFilter.of(fields, UsageQuery.By.PROFILE, clock.instant());
    }

    private static VisibleUsers own() {
        Caller me = CallerAuthentication.current().orElseThrow();
        return new VisibleUsers.Only(Set.of(me.name()), Set.of());
    }
}
