package dev.berth.hub.api;

import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.hint.Hints;
import dev.berth.hub.routing.RoutesInForce;
import dev.berth.hub.server.ProgressLine;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The progress of a start as JupyterHub's event stream: lines {@code data: {…}}, kept alive by empty lines (contract, section 2.5). */
@RestController
class ProgressApi {

    private static final Logger log = LoggerFactory.getLogger(ProgressApi.class);
    private static final byte[] KEEP_ALIVE = "\n\n".getBytes(StandardCharsets.UTF_8);
    private static final Duration KEEP_ALIVE_AFTER = Duration.ofSeconds(8);

    private final UserDirectory users;
    private final ServerDirectory servers;
    private final RoutesInForce routes;
    private final Hints hints;
    private final Links links;
    private final JsonMapper json;

    ProgressApi(
            UserDirectory users,
            ServerDirectory servers,
            RoutesInForce routes,
            Hints hints,
            Links links,
            JsonMapper json) {
        this.users = users;
        this.servers = servers;
        this.routes = routes;
        this.hints = hints;
        this.links = links;
        this.json = json;
    }

    @GetMapping({"/hub/api/users/{name}/server/progress", "/hub/api/users/{name}/servers/{server}/progress"})
    @RequiresScope(value = "read:servers", defaultServer = true)
    void progress(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        User user = users.byName(name).orElseThrow(ApiException::hidden);
        String serverName = server == null ? "" : server;
        ServerView view = servers.find(user.id(), serverName).orElseThrow(ApiException::hidden);
        boolean afterRunning = view.state() == ServerState.PENDING_STOP && view.readyAt() != null;
        if (afterRunning || (view.state() == ServerState.STOPPED && !view.failed())) {
            throw new ApiException(404, view.userName() + "/" + serverName + " is not starting");
        }
        response.setContentType("text/event-stream");
        response.setHeader("Cache-Control", "no-cache");
        try {
            follow(view.id(), user.id(), serverName, response.getOutputStream());
        } catch (IOException readerGone) {
            log.debug("The client that followed the start of {}/{} has disconnected", view.userName(), serverName);
        }
    }

    private void follow(long id, long userId, String serverName, OutputStream out)
            throws IOException, InterruptedException {
        Semaphore changed = new Semaphore(0);
        try (Hints.Subscription subscription = hints.subscribe(Hints.SERVERS, hint -> {
            if (Hints.concern(hint, id)) {
                changed.release();
            }
        })) {
            // As JupyterHub: a start that is over, well or not, is one event.
            boolean over = servers.find(userId, serverName)
                    .filter(view -> view.state() != ServerState.PENDING_START)
                    .isPresent();
            long shown = over ? Long.MAX_VALUE : 0;
            long spokeAt = System.nanoTime();
            out.write(KEEP_ALIVE);
            out.flush();
            while (true) {
                ServerView view = servers.find(userId, serverName).orElse(null);
                if (view == null) {
                    return;
                }
                for (ProgressLine line : servers.progress(view.id(), view.generation(), shown)) {
                    send(out, Map.of("progress", line.percent(), "message", line.message()));
                    shown = line.seq();
                    spokeAt = System.nanoTime();
                }
                if (view.state() != ServerState.PENDING_START) {
                    var _ = view.state() == ServerState.READY && routes.await();
                    send(out, end(view));
                    return;
                }
                // Polling once a second guarantees correctness; a hint makes it fast.
                if (changed.tryAcquire(1, TimeUnit.SECONDS)) {
                    changed.drainPermits();
                }
                // Not every change of the server is news.
                if (System.nanoTime() - spokeAt >= KEEP_ALIVE_AFTER.toNanos()) {
                    out.write(KEEP_ALIVE);
                    out.flush();
                    spokeAt = System.nanoTime();
                }
            }
        }
    }

    private Map<String, @Nullable Object> end(ServerView view) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("progress", 100);
        if (view.state() == ServerState.READY) {
            String url = links.url(view.path());
            event.put("ready", true);
            event.put("message", "Server ready at " + url);
            event.put("html_message", "Server ready at <a href=\"" + url + "\">" + url + "</a>");
            event.put("url", url);
        } else {
            event.put("failed", true);
            event.put("message", ApiModels.failure(view));
        }
        return event;
    }

    private void send(OutputStream out, Map<String, ?> event) throws IOException {
        out.write(("data: " + json.writeValueAsString(event) + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
