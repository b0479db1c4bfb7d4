package dev.berth.hub.monitor;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import java.time.Duration;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;

/** Request durations under JupyterHub's names, for existing dashboards. */
@Component
class JupyterHubRequests implements ObservationHandler<ServerRequestObservationContext> {

    private static final String BEGAN = JupyterHubRequests.class.getName();

    private final MeterRegistry meters;
    private final RequestNames names;

    JupyterHubRequests(MeterRegistry meters, RequestNames names) {
        this.meters = meters;
        this.names = names;
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof ServerRequestObservationContext;
    }

    @Override
    public void onStart(ServerRequestObservationContext context) {
        context.put(BEGAN, System.nanoTime());
    }

    @Override
    public void onStop(ServerRequestObservationContext context) {
        Long began = context.get(BEGAN);
        if (began == null) {
            return;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        String method = names.methodOf(context);
        String route = names.route(context);
        String code = names.code(context);
        Timer.builder(Metric.JH_REQUEST.meter())
                .tags("method", method, "handler", route, "code", code)
                .register(meters)
                .record(took);
        if (method.equals("POST") && route.equals("/hub/login")) {
            Timer.builder(Metric.JH_LOGIN.meter())
                    .tags("status", code.equals("302") ? "success" : "failure")
                    .register(meters)
                    .record(took);
        } else if (method.equals("POST") && route.equals("/hub/logout")) {
            Timer.builder(Metric.JH_LOGOUT.meter()).register(meters).record(took);
        }
    }
}
