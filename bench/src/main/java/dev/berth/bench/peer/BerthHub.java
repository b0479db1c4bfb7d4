package dev.berth.bench.peer;

import dev.berth.e2e.harness.HubProcess;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.PostgresServer;
import dev.berth.e2e.harness.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Berth as people run it with a stand-alone proxy: bin/berth and bin/berth-proxy. */
public final class BerthHub extends MeasuredHub {

    private final Path jar;

    /**
     * Prepares its database and configuration; starts nothing yet.
     *
     * @param jar this module's
     * @param listener the port that answers for all servers
     */
    public BerthHub(Installation installation, Databases databases, Path jar, int listener, String token) {
        super(installation, databases, token);
        this.jar = jar;
        databases.run("postgres", "berth-roles.sql", 0);
        databases.run("berth", "berth-schema.sql", 0);
        String password = secret("database.password", PostgresServer.PASSWORD);
        installation
                .set("berth.database.url", "jdbc:postgresql://127.0.0.1:" + databases.port() + "/berth")
                .set("berth.database.username", "berth_hub")
                .set("berth.database.password-file", password)
                .set("berth.database.owner.username", "berth_owner")
                .set("berth.database.owner.password-file", password)
                .set("berth.spawner.type", "bench")
                .set("berth.bench.port", Integer.toString(listener))
                .set(
                        "berth.bench.servers",
                        installation.home().resolve("servers").toString())
                .set("berth.proxy.embedded", "false")
                .set("berth.servers.start-patience", "10s")
                // Every new user of the bench gets a UID.
                .set("berth.users.uid-from", "1000000")
                .set("berth.users.uid-to", "1999999")
                .set("berth.signin.providers.bench.allow-all", "true")
                .set("berth.signin.providers.bench.create-users", "true")
                .set("berth.signin.providers.bench.link-existing", "true")
                .set("berth.signin.throttle.per-address", "10000000")
                .set("berth.access.services[0].name", "bench")
                .set("berth.access.services[0].admin", "true")
                .set("berth.access.services[0].api-token-file", secret("bench.token", token));
    }

    private String secret(String name, String content) {
        try {
            Path file = Files.writeString(installation.home().resolve(name), content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return file.toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public String name() {
        return "Berth";
    }

    @Override
    HubProcess launch() {
        Map<String, String> environment =
                Map.of("BERTH_CLASSPATH", jar.toString(), "BERTH_HEAP", "768m", "JDK_JAVA_OPTIONS", options());
        return installation.start("hub", proxyPort, hubPort, environment).process();
    }

    @Override
    String healthPage() {
        return "/hub/health/ready";
    }

    /** Flags for a profiler, for example; none if the variable is not set. */
    private static String options() {
        return System.getenv().getOrDefault("BENCH_HUB_OPTIONS", "");
    }

    /** It needs the secret that the hub's first start has created. */
    @Override
    HubProcess launchProxy() {
        Path home = installation.home();
        ProcessBuilder builder =
                new ProcessBuilder(Project.file("bin/berth-proxy").toString());
        builder.environment()
                .putAll(Map.of(
                        "BERTH_PORT", Integer.toString(proxyPort),
                        "BERTH_PROXY_HUBS", "http://127.0.0.1:" + hubPort,
                        "BERTH_PROXY_SECRET_FILE",
                                home.resolve("keys/proxy.secret").toString(),
                        "BERTH_PROXY_SNAPSHOT", home.resolve("proxy.json").toString(),
                        "BERTH_PROXY_NAME", "bench"));
        return installation.run("proxy", builder).awaitLine("Ready on port");
    }

    @Override
    public void seed(int users) {
        databases.run("berth", "berth-users.sql", users);
    }

    @Override
    public Map<String, String> signInFields() {
        return Map.of("provider", "bench");
    }
}
