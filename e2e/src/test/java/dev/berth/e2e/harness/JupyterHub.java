package dev.berth.e2e.harness;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/**
 * A real JupyterHub with a separate database, for tests that read what it wrote.
 *
 * @param rest its REST API, with the token of a service
 */
public record JupyterHub(HubProcess process, RestClient rest) implements AutoCloseable {

    /**
     * Starts one and waits until it responds.
     *
     * @param python an environment with JupyterHub
     * @param database as its {@code db_url}
     */
    public static JupyterHub start(Installation installation, Path python, String database) {
        int port = OperatingSystem.freePort();
        String token = UUID.randomUUID().toString();
        ProcessBuilder builder = new ProcessBuilder(
                        python.toString(),
                        "-m",
                        "jupyterhub",
                        "-f",
                        PythonTools.script("jupyterhub_config.py").toString())
                .directory(installation.home().toFile());
        builder.environment().put("HUB_DB", database);
        builder.environment().put("HUB_PORT", Integer.toString(port));
        builder.environment().put("SETUP_TOKEN", token);
        HubProcess process = installation.run("jupyterhub", builder);
        RestClient rest = new RestClient(URI.create("http://127.0.0.1:" + port + "/"), token);
        await("JupyterHub responds")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> responds(process, rest));
        return new JupyterHub(process, rest);
    }

    private static boolean responds(HubProcess process, RestClient rest) {
        if (!process.isAlive()) {
            throw new IllegalStateException("JupyterHub ended:\n" + process.tail());
        }
        try {
            return rest.get("hub/api").status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Stops it as an administrator does. */
    @Override
    public void close() {
        process.stop();
    }
}
