package dev.berth.hub.monitor;

import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The first thing that happens when a hub is told to stop: readiness is taken back, and for a while nothing else happens. The event comes
 * before any part of the hub is stopped.
 */
@Component
class Leaving {

    private static final Logger log = LoggerFactory.getLogger(Leaving.class);

    private final ShutdownProperties properties;
    private final ApplicationContext context;
    private volatile boolean begun;

    Leaving(ShutdownProperties properties, ApplicationContext context) {
        this.properties = properties;
        this.context = context;
    }

    /** Whether the hub was told to stop. */
    boolean begun() {
        return begun;
    }

    @EventListener
    void on(ContextClosedEvent event) {
        if (!event.getApplicationContext().equals(context)) {
            return;
        }
        begun = true;
        long deadline = System.nanoTime() + properties.drain().toNanos();
        if (properties.drain().isPositive()) {
            log.info("Stopping in {}; /hub/health/ready says so already", properties.drain());
        }
        while (deadline - System.nanoTime() > 0) {
            LockSupport.parkNanos(deadline - System.nanoTime());
        }
    }
}
