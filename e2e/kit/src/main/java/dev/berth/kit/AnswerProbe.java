package dev.berth.kit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Asks a new process until it answers, as JupyterHub does: any answer below 500 counts. */
final class AnswerProbe {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long PAUSE_MILLIS = 50;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int FIRST_FAILURE = 500;

    private volatile boolean answers;

    private AnswerProbe() {}

    /** Watches the process until it has ended; tells when it answers, and when it has ended. */
    static AnswerProbe begin(KitProcess started, String basePath, Runnable changed) {
        AnswerProbe probe = new AnswerProbe();
        Process process = started.process();
        if (process == null) {
            return probe;
        }
        var _ = process.onExit().thenRun(changed);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + KitProcess.LOOPBACK + ":" + started.port() + basePath + "api"))
                .timeout(TIMEOUT)
                .build();
        Thread.ofVirtual().name("probe of " + basePath).start(() -> probe.ask(process, request, changed));
        return probe;
    }

    private void ask(Process process, HttpRequest request, Runnable changed) {
        while (process.isAlive() && !answers) {
            answers = isAnswered(request);
            if (!answers) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
            }
        }
        changed.run();
    }

    private static boolean isAnswered(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() < FIRST_FAILURE;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    boolean answers() {
        return answers;
    }
}
