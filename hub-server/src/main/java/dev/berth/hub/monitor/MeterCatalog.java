package dev.berth.hub.monitor;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.stream.DoubleStream;
import org.springframework.stereotype.Component;

/** Adds the descriptions from {@link Metric} to meters, and suitable buckets to timers. */
@Component
class MeterCatalog implements MeterFilter {

    /** JupyterHub's buckets for starts, which dashboards use. */
    private static final double[] STARTS = nanos(0.5, 1, 2.5, 5, 10, 15, 30, 60, 120, 180, 300, 600);

    private static final double[] REQUESTS = nanos(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30);

    /** Spring also reports the requests in progress, under a name that would look like one of ours. */
    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return id.getName().equals(Metric.HTTP.meter() + ".active") ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
    }

    /** Labels that the page does not list are removed: Micrometer adds one with the class of an error. */
    @Override
    public Meter.Id map(Meter.Id id) {
        return Metric.of(id.getName())
                .map(metric -> new Meter.Id(
                        id.getName(), listed(id, metric), id.getBaseUnit(), metric.description(), id.getType()))
                .orElse(id);
    }

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        boolean timed = Metric.of(id.getName())
                .filter(metric -> metric.kind() == Metric.Kind.TIMER)
                .isPresent();
        if (!timed || id.getType() != Meter.Type.TIMER) {
            return config;
        }
        boolean start = id.getName().contains(".server.s") || id.getName().contains(".startup.");
        return DistributionStatisticConfig.builder()
                .serviceLevelObjectives(start ? STARTS : REQUESTS)
                .build()
                .merge(config);
    }

    private static Tags listed(Meter.Id id, Metric metric) {
        return Tags.of(id.getTags().stream()
                .filter(tag -> metric.labels().contains(tag.getKey()))
                .toList());
    }

    private static double[] nanos(double... seconds) {
        return DoubleStream.of(seconds)
                .map(each -> each * Duration.ofSeconds(1).toNanos())
                .toArray();
    }
}
