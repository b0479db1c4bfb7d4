package dev.berth.hub.routing;

import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.spi.route.ChangeBody;
import dev.berth.spi.route.Decision;
import dev.berth.spi.route.DecisionRequest;
import dev.berth.spi.route.DecisionRequest.CredentialType;
import dev.berth.spi.route.FeedPage;
import dev.berth.spi.route.FeedRequest;
import dev.berth.spi.route.HubPaths;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** A proxy as seen by a hub: it requests the feed over HTTP, and stores what it receives. */
final class TestProxy {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final List<ChangeBody> changes = new ArrayList<>();
    String feed;
    long applied = -1;
    FeedPage.Snapshot snapshot;
    private final HubUnderTest hub;
    private final String name;

    TestProxy(HubUnderTest hub, String name) {
        this.hub = hub;
        this.name = name;
    }

    /** Requests the feed once, applies the changes, and acknowledges them only with the next request. */
    FeedPage ask(long waitMillis) {
        FeedPage page = read(post(HubPaths.FEED, new FeedRequest(name, feed, applied, waitMillis)), FeedPage.class);
        if (page.snapshot() != null) {
            snapshot = page.snapshot();
        }
        changes.addAll(page.changes());
        feed = page.feed();
        applied = page.last();
        return page;
    }

    /** Requests the feed until there are no changes, so that everything is acknowledged. */
    void catchUp() {
        long before;
        do {
            before = applied;
            ask(0);
        } while (applied != before);
    }

    Decision decide(String credential, CredentialType kind, String path) {
        DecisionRequest request = new DecisionRequest(CredentialHash.sha256(credential), kind, path);
        return read(post(HubPaths.DECIDE, request), Decision.class);
    }

    HttpResponse<String> post(String path, Object body) {
        return send(path, JsonMapper.shared().writeValueAsString(body), hub.proxySecret());
    }

    HttpResponse<String> send(String path, String json, String secret) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.port() + path))
                .header("Authorization", "token " + secret)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static <T> T read(HttpResponse<String> response, Class<T> type) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return JsonMapper.shared().readValue(response.body(), type);
    }
}
