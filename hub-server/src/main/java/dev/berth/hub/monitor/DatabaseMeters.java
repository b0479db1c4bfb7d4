package dev.berth.hub.monitor;

import dev.berth.hub.database.DatabaseState;
import dev.berth.hub.database.DatabaseWatch;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Whether the database responds, and how often the embedded one had to be started again. */
@Component
class DatabaseMeters {

    DatabaseMeters(MeterRegistry meters, DatabaseWatch watch, DatabaseState database) {
        Gauge.builder(Metric.DATABASE_UP.meter(), () -> watch.away() ? 0 : 1).register(meters);
        FunctionCounter.builder(Metric.DATABASE_RESTARTS.meter(), database, DatabaseState::restarts)
                .register(meters);
    }
}
