package dev.berth.spawner.base;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Probes starting servers ten times a second, less often the longer a server does not respond. Sends no credentials: any response below 500
 * counts. All methods can be called by any thread.
 */
public final class ReadinessProbe implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Networks connect a server within seconds; a firewall never does. */
    private static final int TIMEOUTS_TO_REPORT = 10;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private volatile boolean closed;

    /**
     * Blocks until the server has responded.
     *
     * @param wanted whether it is still worth asking
     * @param unreachable called once when connections keep timing out
     * @return false if it has not responded while it was worth asking
     */
    public boolean await(URI address, BooleanSupplier wanted, Runnable unreachable) {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(PATIENCE).GET().build();
        int timeouts = 0;
        long began = System.nanoTime();
        while (!closed && wanted.getAsBoolean()) {
            Response response = send(request);
            if (response == Response.READY) {
                return true;
            }
            timeouts = response == Response.NO_CONNECTION ? timeouts + 1 : 0;
            if (timeouts == TIMEOUTS_TO_REPORT) {
                unreachable.run();
            }
            LockSupport.parkNanos(
                    pause(Duration.ofNanos(System.nanoTime() - began)).toNanos());
        }
        return false;
    }

    /** The URL that is asked: every Jupyter server has it, and it is cheap. */
    public static URI url(String ip, int port, String basePath) {
        return URI.create("http://" + (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + port + basePath + "api");
    }

    /** A twentieth of the time that it has not responded, within the two pauses. */
    static Duration pause(Duration silent) {
        Duration twentieth = silent.dividedBy(20);
        if (twentieth.compareTo(FIRST_PAUSE) < 0) {
            return FIRST_PAUSE;
        }
        return twentieth.compareTo(LONGEST_PAUSE) < 0 ? twentieth : LONGEST_PAUSE;
    }

    private enum Response {
        READY,
        NOT_READY,
        NO_CONNECTION
    }

    private Response send(HttpRequest request) {
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status < 500 ? Response.READY : Response.NOT_READY;
        } catch (HttpConnectTimeoutException unreachable) {
            return Response.NO_CONNECTION;
        } catch (IOException notYet) {
            return Response.NOT_READY;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Response.NOT_READY;
        }
    }

    @Override
    public void close() {
        closed = true;
        http.shutdownNow();
        http.close();
    }
}
