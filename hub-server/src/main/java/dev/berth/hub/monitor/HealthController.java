package dev.berth.hub.monitor;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.Public;
import dev.berth.hub.access.Target;
import dev.berth.hub.monitor.Part.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Health probes. Systems that restart hubs query {@code live}, load balancers query {@code ready}. JupyterHub's {@code /hub/health} is
 * available as well.
 */
@RestController
@Public
class HealthController {

    private final Readiness readiness;
    private final Access access;

    HealthController(Readiness readiness, Access access) {
        this.readiness = readiness;
        this.access = access;
    }

    /** The response itself is the result: a hub without its database must not be killed because of that. */
    @GetMapping("/hub/health/live")
    ResponseEntity<Map<String, Object>> live() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(Map.of("status", Status.UP));
    }

    /** One word for everybody; details for callers who can read information about the hub. */
    @GetMapping("/hub/health/ready")
    ResponseEntity<Map<String, Object>> ready() {
        Map<String, Part> parts = readiness.parts();
        Status status = Readiness.worst(parts);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", status);
        // Identifying the caller requires the database.
        if (Readiness.databaseAnswers(parts) && mayReadMore()) {
            body.put("parts", parts);
        }
        return ResponseEntity.status(status == Status.DOWN ? 503 : 200)
                .cacheControl(CacheControl.noStore())
                .body(body);
    }

    private boolean mayReadMore() {
        return CallerAuthentication.current()
                .filter(caller -> access.allows(caller, "read:hub", new Target.OfHub()))
                .isPresent();
    }
}
