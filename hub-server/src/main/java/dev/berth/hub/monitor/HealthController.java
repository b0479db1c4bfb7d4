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
 * Probes. Whoever restarts hubs asks {@code live}, whoever sends them requests asks {@code ready}. JupyterHub's {@code /hub/health} stays as
 * it is beside them.
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

    /** That this answers is the answer: a hub without its database must not be killed for it. */
    @GetMapping("/hub/health/live")
    ResponseEntity<Map<String, Object>> live() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(Map.of("status", Status.UP));
    }

    /** One word for everybody; what it rests on for those who may read about the hub. */
    @GetMapping("/hub/health/ready")
    ResponseEntity<Map<String, Object>> ready() {
        Map<String, Part> parts = readiness.parts();
        Status status = Readiness.worst(parts);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", status);
        // Who asks stands in the database.
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
