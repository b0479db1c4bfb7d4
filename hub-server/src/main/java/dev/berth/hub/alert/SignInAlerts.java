package dev.berth.hub.alert;

import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.RefusedSignIn;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.util.Locale;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Checks after each rejected attempt whether there were too many. Runs on a separate thread; attempts for which it is too slow are checked
 * with the next one.
 */
@Component
class SignInAlerts {

    private static final Logger log = LoggerFactory.getLogger(SignInAlerts.class);
    private static final String METER = "berth.alerts";
    private static final int WAITING = 1_000;

    private final AlertRepository alerts;
    private final AlertProperties properties;
    private final MeterRegistry meters;
    private final ThreadPoolExecutor thread;

    SignInAlerts(AlertRepository alerts, AlertProperties properties, MeterRegistry meters) {
        this.alerts = alerts;
        this.properties = properties;
        this.meters = meters;
        for (Alert.Kind kind : Alert.Kind.values()) {
            meters.counter(METER, "kind", label(kind));
        }
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("sign-in-alerts").factory(),
                new ThreadPoolExecutor.DiscardPolicy());
        thread.allowCoreThreadTimeOut(true);
    }

    @TransactionalEventListener
    void recorded(RefusedSignIn refused) {
        AuditEvent event = refused.event();
        if (!"UNAVAILABLE".equals(event.detail().get("reason"))) {
            thread.execute(() -> look(event));
        }
    }

    private void look(AuditEvent event) {
        try {
            look(Alert.Kind.ACCOUNT, event.target().name(), properties.failuresPerAccount());
            String address = event.actor().address();
            if (address != null) {
                look(Alert.Kind.ADDRESS, address, properties.failuresPerAddress());
            }
        } catch (DataAccessException failure) {
            log.warn(
                    "Rejected sign-ins could not be counted; they are counted with the next one: {}",
                    failure.getMessage());
        }
    }

    private void look(Alert.Kind kind, String subject, int most) {
        long failures = alerts.failures(kind, subject, properties.period());
        if (failures >= most && alerts.raise(kind, subject, failures, properties.period())) {
            log.warn(
                    "Possible password guessing: {} sign-ins were rejected within {}, by {} \"{}\"",
                    failures,
                    properties.period(),
                    label(kind),
                    subject);
            meters.counter(METER, "kind", label(kind)).increment();
        }
    }

    private static String label(Alert.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
