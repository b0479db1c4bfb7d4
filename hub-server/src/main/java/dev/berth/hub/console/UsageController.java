package dev.berth.hub.console;

import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.usage.UsageCsv;
import dev.berth.hub.usage.UsageFilter;
import dev.berth.hub.usage.UsagePage;
import dev.berth.hub.usage.UsageQuery;
import dev.berth.hub.usage.UsageReports;
import dev.berth.hub.usage.VisibleUsage;
import dev.berth.hub.user.VisibleUsers;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;

/** Who used what: a chart and a table for any period. */
@Controller
class UsageController {

    private final UsageReports reports;
    private final VisibleUsage visible;
    private final InstantSource clock;

    UsageController(UsageReports reports, VisibleUsage visible, InstantSource clock) {
        this.reports = reports;
        this.visible = visible;
        this.clock = clock;
    }

    @GetMapping("/hub/admin/usage")
    @RequiresScope(value = "read:usage", filtersRows = true)
    String show(@ModelAttribute UsageFilter.Fields fields, Model model) {
        model.addAttribute("usage", UsagePage.of(reports, filter(fields), seen()));
        return "console/usage";
    }

    /** The table as a file, with more rows. A form instead of a link, so that no other site can trigger it. */
    @PostMapping("/hub/admin/usage/export")
    @RequiresScope(value = "read:usage", filtersRows = true)
    void export(@ModelAttribute UsageFilter.Fields fields, HttpServletResponse response) throws IOException {
        response.setContentType(UsageCsv.CONTENT_TYPE);
        response.setHeader("Content-Disposition", UsageCsv.DISPOSITION);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream()
                .write(UsageCsv.of(reports.of(filter(fields).totals(seen(), UsageQuery.MAX_LIMIT)))
                        .getBytes(StandardCharsets.UTF_8));
    }

    private UsageFilter filter(UsageFilter.Fields fields) {
        return UsageFilter.of(fields, UsageQuery.By.USER, clock.instant());
    }

    private VisibleUsers seen() {
        return visible.to(People.me());
    }
}
