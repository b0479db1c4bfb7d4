package dev.berth.hub.activity;

import dev.berth.hub.access.ProxyOnly;
import dev.berth.hub.server.ServerActivity;
import dev.berth.spi.route.ActivityReport;
import dev.berth.spi.route.HubPaths;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Receives people's activity as seen by proxies; the security chain has checked the proxy secret. */
@RestController
@ProxyOnly
class ProxyActivityController {

    private final ServerActivity activity;

    ProxyActivityController(ServerActivity activity) {
        this.activity = activity;
    }

    @PostMapping(HubPaths.ACTIVITY)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void report(@RequestBody ActivityReport report) {
        report.routes()
                .forEach(used -> activity.used(
                        used.path(), used.generation(), Duration.ofMillis(used.ageMillis()), used.endpoint()));
    }
}
