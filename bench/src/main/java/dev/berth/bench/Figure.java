package dev.berth.bench;

import dev.berth.bench.load.Outcome;
import dev.berth.bench.peer.Usage;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one measure of one hub showed.
 *
 * @param values by name with its unit, such as {@code p95 ms}
 * @param remark empty, or what limits the figure
 */
record Figure(String hub, String measure, Map<String, Double> values, String remark) {

    /** Above this share of a core what measures is what is measured. */
    private static final double BOUND = 0.85;

    static Figure of(String hub, String measure, Outcome outcome, Usage used) {
        Map<String, Double> values = new TreeMap<>();
        values.put("per second", outcome.perSecond());
        values.put("p50 ms", outcome.millis(50));
        values.put("p95 ms", outcome.millis(95));
        values.put("p99 ms", outcome.millis(99));
        values.put("seconds", outcome.seconds());
        int each = Math.max(1, outcome.done());
        values.put("hub cpu ms", used.hub() * 1000 / each);
        values.put("proxy cpu ms", used.proxy() * 1000 / each);
        values.put("database cpu ms", used.database() * 1000 / each);
        double own = used.own() / outcome.seconds();
        values.put("own core share", own);
        return new Figure(hub, measure, values, remark(outcome, own));
    }

    private static String remark(Outcome outcome, double own) {
        String failures = outcome.failed() == 0
                ? ""
                : outcome.failed() + " failed, the first with: " + outcome.firstFailure() + ". ";
        String bound = own > BOUND
                ? String.format(Locale.ROOT, "Bound by the load generator (%.0f %% of a core).", own * 100)
                : "";
        return (failures + bound).strip();
    }
}
