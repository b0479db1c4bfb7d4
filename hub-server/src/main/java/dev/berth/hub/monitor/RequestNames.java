package dev.berth.hub.monitor;

import io.micrometer.common.KeyValues;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;

/** The name and labels with which Spring times a request: the path template, never the path. */
@Component
class RequestNames extends DefaultServerRequestObservationConvention {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    @Override
    public String getName() {
        return Metric.HTTP.meter();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(ServerRequestObservationContext context) {
        return KeyValues.of("method", methodOf(context), "route", route(context), "status", code(context));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(ServerRequestObservationContext context) {
        return KeyValues.empty();
    }

    /** A template, or a word in capitals for requests without a handler. */
    String route(ServerRequestObservationContext context) {
        return uri(context).getValue();
    }

    String code(ServerRequestObservationContext context) {
        return status(context).getValue();
    }

    /** The visitor can send any method. */
    String methodOf(ServerRequestObservationContext context) {
        HttpServletRequest request = context.getCarrier();
        return request != null && METHODS.contains(request.getMethod()) ? request.getMethod() : "OTHER";
    }
}
