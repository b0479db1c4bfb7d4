package dev.berth.hub.api.berth;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.api.ApiException;
import dev.berth.hub.api.ApiQuery;
import dev.berth.hub.usage.UsageCsv;
import dev.berth.hub.usage.UsageQuery;
import dev.berth.hub.usage.UsageReport;
import dev.berth.hub.usage.UsageReports;
import dev.berth.hub.usage.UsageRow;
import dev.berth.hub.usage.UsageSum;
import dev.berth.hub.usage.VisibleUsage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Usage by user, group, profile or GPU product, as JSON or CSV. */
@RestController
class UsageApi {

    private static final int DAYS = 7;
    private static final int KEYS = 100;

    private final UsageReports reports;
    private final VisibleUsage visible;
    private final InstantSource clock;
    private final JsonMapper json;

    UsageApi(UsageReports reports, VisibleUsage visible, InstantSource clock, JsonMapper json) {
        this.reports = reports;
        this.visible = visible;
        this.clock = clock;
        this.json = json;
    }

    /** The formats of a response. */
    private enum Format {
        JSON,
        CSV
    }

    @GetMapping("/hub/api/berth/usage")
    @RequiresScope(
            value = {"read:usage", "read:users"},
            filtersRows = true)
    void usage(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ApiQuery parameters = new ApiQuery(request);
        Format format = parameters.choice("format", Format.class);
        UsageReport report = reports.of(query(parameters));
        response.setHeader("Cache-Control", "no-store");
        if (format == Format.CSV) {
            response.setContentType(UsageCsv.CONTENT_TYPE);
            response.setHeader("Content-Disposition", UsageCsv.DISPOSITION);
            response.getOutputStream().write(UsageCsv.of(report).getBytes(StandardCharsets.UTF_8));
        } else {
            response.setContentType("application/json");
            response.getOutputStream().write(json.writeValueAsBytes(model(report)));
        }
    }

    private UsageQuery query(ApiQuery parameters) {
        Caller caller = CallerAuthentication.current().orElseThrow();
        ZoneId zone = zone(parameters.text("zone"));
        LocalDate to = date("to", parameters.text("to"));
        LocalDate end = to == null ? LocalDate.ofInstant(clock.instant(), zone).plusDays(1) : to;
        LocalDate from = date("from", parameters.text("from"));
        UsageQuery.By by = parameters.choice("by", UsageQuery.By.class);
        try {
            return new UsageQuery(
                    from == null ? end.minusDays(DAYS) : from,
                    end,
                    zone,
                    by == null ? UsageQuery.By.TOTAL : by,
                    parameters.choice("bucket", UsageQuery.Bucket.class),
                    parameters.user("user"),
                    parameters.text("group"),
                    visible.to(caller),
                    parameters.number("limit", KEYS, 1, UsageQuery.MAX_LIMIT));
        } catch (IllegalArgumentException wrong) {
            throw ApiException.invalid(String.valueOf(wrong.getMessage()));
        }
    }

    private static ZoneId zone(@Nullable String text) {
        try {
            return ZoneId.of(text == null ? "UTC" : text);
        } catch (DateTimeException unknown) {
            throw ApiException.invalid(
                    "zone is not a known time zone. Use a name such as Europe/Berlin, or an offset such as +08:00");
        }
    }

    private static @Nullable LocalDate date(String name, @Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException wrong) {
            throw ApiException.invalid(name + " is not a date. Use the form 2026-11-30");
        }
    }

    private static Map<String, @Nullable Object> model(UsageReport report) {
        UsageQuery query = report.query();
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("from", query.from().toString());
        model.put("to", query.to().toString());
        model.put("zone", query.zone().getId());
        model.put("by", ApiQuery.lower(query.by()));
        model.put("bucket", query.bucket() == null ? null : ApiQuery.lower(query.bucket()));
        model.put("items", report.rows().stream().map(row -> item(report, row)).toList());
        model.put("total", total(report.sum()));
        model.put("more", report.more());
        return model;
    }

    private static Map<String, Object> item(UsageReport report, UsageRow row) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("from", report.parts().get(row.part()).from().toString());
        model.put("to", report.parts().get(row.part()).to().toString());
        model.put("key", row.key());
        hours(model, row.gpuHours(), row.cpuHours(), row.memoryHours(), row.serverHours(), row.estimated());
        return model;
    }

    private static Map<String, Object> total(UsageSum sum) {
        Map<String, Object> model = new LinkedHashMap<>();
        hours(model, sum.gpuHours(), sum.cpuHours(), sum.memoryHours(), sum.serverHours(), sum.estimated());
        return model;
    }

    private static void hours(
            Map<String, Object> model, double gpu, double cpu, double memory, double server, boolean estimated) {
        model.put("gpu_hours", gpu);
        model.put("cpu_hours", cpu);
        model.put("memory_gib_hours", memory);
        model.put("server_hours", server);
        model.put("estimated", estimated);
    }
}
