package dev.berth.hub.monitor;

import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The first step of a hub's shutdown: it is no longer ready, and for a while nothing else happens. The event is published before any
 * component of the hub is stopped.
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

    /** Whether the hub is shutting down. */
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
            log.info("Stopping in {}; /hub/health/ready already reports it", properties.drain());
        }
        while (deadline - System.nanoTime() > 0) {
            LockSupport.parkNanos(deadline - System.nanoTime());
        }
    }
}
