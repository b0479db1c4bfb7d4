package dev.berth.spawner.kubernetes.model;

import dev.berth.spi.spawn.Run;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The times of a run as fields of a ledger. A ledger of an older release does not have them. */
final class RunData {

    private static final String STARTED = "ended.started";
    private static final String ENDED = "ended.at";
    private static final String NODE = "ended.node";
    private static final String PRODUCT = "ended.product";
    private static final String SHARERS = "ended.sharers";

    private RunData() {}

    static Run of(Map<String, String> data) {
        return new Run(
                time(data.get(STARTED)),
                time(data.get(ENDED)),
                data.getOrDefault(NODE, ""),
                data.getOrDefault(PRODUCT, ""),
                Integer.parseInt(data.getOrDefault(SHARERS, "1")));
    }

    static void put(Map<String, String> data, Run run) {
        put(data, STARTED, run.started());
        put(data, ENDED, run.ended());
        put(data, NODE, run.node());
        put(data, PRODUCT, run.product());
        if (run.sharers() > 1) {
            data.put(SHARERS, Integer.toString(run.sharers()));
        }
    }

    private static void put(Map<String, String> data, String key, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            data.put(key, value.toString());
        }
    }

    private static @Nullable Instant time(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
