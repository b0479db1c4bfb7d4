package dev.berth.e2e.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two hubs, two proxies and a database on the cluster that KUBECONFIG names, installed by Helm. {@code deploy/test/installation.py} does
 * the work, so that the chart's own tests and those in a browser use the same installation.
 */
public final class ChartInstallation implements AutoCloseable {

    private static final long REMOVING_SECONDS = 300;

    private final Process process;
    private final JsonNode told;

    /** Installs the chart; skips the test with a reason if that is not possible. */
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

    /** The URL for browsers, with a trailing slash. */
    public String home() {
        return told.path("url").asString();
    }

    /** The one-time password of the first administrator. */
    public String oneTimePassword() {
        return told.path("password").asString();
    }

    /** Removes everything, including users' servers. */
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
