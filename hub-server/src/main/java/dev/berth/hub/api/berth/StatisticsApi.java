package dev.berth.hub.api.berth;

import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.api.ApiQuery;
import dev.berth.hub.api.ApiTime;
import dev.berth.hub.server.RunStatistics;
import dev.berth.hub.server.RunStatistics.Span;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Aggregates over servers, for charts. */
@RestController
class StatisticsApi {

    private final RunStatistics statistics;
    private final InstantSource clock;

    StatisticsApi(RunStatistics statistics, InstantSource clock) {
        this.statistics = statistics;
        this.clock = clock;
    }

    /** Time ranges of charts, each with steps that are visible in a chart. */
    private enum Period {
        DAY(Duration.ofMinutes(15), 96),
        WEEK(Duration.ofHours(2), 84),
        MONTH(Duration.ofHours(6), 120);

        private final Duration step;
        private final int steps;

        Period(Duration step, int steps) {
            this.step = step;
            this.steps = steps;
        }
    }

    @GetMapping("/hub/api/berth/statistics")
    @RequiresScope("read:metrics")
    Map<String, @Nullable Object> statistics(HttpServletRequest request) {
        Period named = new ApiQuery(request).choice("period", Period.class);
        Period period = named == null ? Period.DAY : named;
        Span span = Span.until(clock.instant(), period.step, period.steps);
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("period", ApiQuery.lower(period));
        model.put("from", ApiTime.of(span.from()));
        model.put("step_seconds", span.step().toSeconds());
        model.put(
                "active",
                statistics.active(span).stream().map(StatisticsApi::active).toList());
        model.put(
                "starts",
                statistics.starts(span).stream().map(StatisticsApi::starts).toList());
        model.put(
                "ends", statistics.ends(span).stream().map(StatisticsApi::ends).toList());
        return model;
    }

    private static Map<String, @Nullable Object> active(RunStatistics.ActiveAt point) {
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("at", ApiTime.of(point.at()));
        model.put("servers", point.servers());
        return model;
    }

    private static Map<String, @Nullable Object> starts(RunStatistics.Starts step) {
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("at", ApiTime.of(step.at()));
        model.put("wanted", step.wanted());
        model.put("ready", step.ready());
        model.put("cancelled", step.cancelled());
        model.put("failed", step.failed());
        model.put("median_seconds", step.medianSeconds());
        model.put("slow_seconds", step.slowSeconds());
        return model;
    }

    private static Map<String, @Nullable Object> ends(RunStatistics.Ends ends) {
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("reason", ends.reason());
        model.put("runs", ends.runs());
        model.put("never_ready", ends.neverReady());
        return model;
    }
}
