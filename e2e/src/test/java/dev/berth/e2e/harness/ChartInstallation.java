package dev.berth.e2e.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two hubs, two proxies and a database on the cluster that KUBECONFIG names, as Helm installs them. {@code deploy/test/installation.py} does
 * it, so that the chart's own tests and those in a browser have the same.
 */
public final class ChartInstallation implements AutoCloseable {

    private static final long REMOVING_SECONDS = 300;

    private final Process process;
    private final JsonNode told;

    /** Installs; skips the test, and prints why, where that cannot be. */
    public ChartInstallation() throws IOException {
        process = new ProcessBuilder(
                        "python3", Project.file("deploy/test/installation.py").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        if (line == null) {
            throw new IllegalStateException("The chart was not installed; what went wrong stands above.");
        }
        told = JsonMapper.shared().readTree(line);
        if (told.has("skipped")) {
            Requirement.skip(told.path("skipped").asString());
        }
    }

    /** Where a browser finds it, with a slash at the end. */
    public String home() {
        return told.path("url").asString();
    }

    /** The first administrator's. */
    public String oneTimePassword() {
        return told.path("password").asString();
    }

    /** Removes everything, users' servers included. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(REMOVING_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
