package dev.berth.bench.peer;

import dev.berth.e2e.harness.HubProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Waits for a program's health page. */
final class Healthy {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Healthy() {}

    static void await(HubProcess process, int port, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        Awaitility.await("healthy on port " + port)
                .atMost(Duration.ofMinutes(5))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> isHealthy(process, request));
    }

    private static boolean isHealthy(HubProcess process, HttpRequest request) throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("It ended:\n" + process.tail());
        }
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
