package dev.berth.bench.peer;

import dev.berth.e2e.harness.HubProcess;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.NodeTools;
import dev.berth.e2e.harness.OperatingSystem;
import dev.berth.e2e.harness.PostgresServer;
import dev.berth.e2e.harness.Project;
import dev.berth.e2e.harness.PythonTools;
import java.nio.file.Path;
import java.util.Map;

/** JupyterHub with configurable-http-proxy, which runs beside the hub and outlives it. */
public final class JupyterHubPeer extends MeasuredHub {

    public static final String VERSION = "6.1.1";

    private static final Path FILES = Project.file("bench/peers");

    private final Path python = PythonTools.jupyterHub(VERSION);
    private final int listener;
    private final int proxyApiPort = OperatingSystem.freePort();

    /**
     * Starts nothing yet.
     *
     * @param listener the port that answers for all servers
     */
    public JupyterHubPeer(Installation installation, Databases databases, int listener, String token) {
        super(installation, databases, token);
        this.listener = listener;
        databases.run("postgres", "jupyterhub-database.sql", 0);
    }

    @Override
    public String name() {
        return "JupyterHub " + VERSION;
    }

    @Override
    HubProcess launch() {
        needProxy();
        ProcessBuilder builder = new ProcessBuilder(
                        python.toString(),
                        "-m",
                        "jupyterhub",
                        "-f",
                        FILES.resolve("jupyterhub_config.py").toString())
                .directory(installation.home().toFile());
        builder.environment()
                .putAll(Map.of(
                        "BENCH_DATABASE", database(),
                        "BENCH_HUB_PORT", Integer.toString(hubPort),
                        "BENCH_PROXY_PORT", Integer.toString(proxyPort),
                        "BENCH_PROXY_API_PORT", Integer.toString(proxyApiPort),
                        "BENCH_LISTENER", Integer.toString(listener),
                        "BENCH_TOKEN", token));
        return installation.run("jupyterhub", builder);
    }

    @Override
    String healthPage() {
        return "/hub/health";
    }

    private String database() {
        return "postgresql+psycopg2://" + PostgresServer.USER + ":" + PostgresServer.PASSWORD + "@127.0.0.1:"
                + databases.port() + "/jupyterhub";
    }

    @Override
    HubProcess launchProxy() {
        Path program =
                NodeTools.installed("configurable-http-proxy").resolve("node_modules/configurable-http-proxy/bin");
        ProcessBuilder builder = new ProcessBuilder(
                "node",
                program.resolve("configurable-http-proxy").toString(),
                "--ip=127.0.0.1",
                "--port=" + proxyPort,
                "--api-ip=127.0.0.1",
                "--api-port=" + proxyApiPort,
                "--default-target=http://127.0.0.1:" + hubPort,
                "--error-target=http://127.0.0.1:" + hubPort + "/hub/error");
        builder.environment().put("CONFIGPROXY_AUTH_TOKEN", token);
        return installation.run("configurable-http-proxy", builder).awaitLine("Proxying http");
    }

    @Override
    public void seed(int users) {
        databases.run("jupyterhub", "jupyterhub-users.sql", users);
    }

    @Override
    public Map<String, String> signInFields() {
        return Map.of();
    }
}
