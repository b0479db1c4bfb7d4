package dev.berth.e2e.harness;

import java.net.URI;

/**
 * A stand-alone proxy for a hub that runs without an embedded one.
 *
 * @param port the port for browsers
 */
public record Proxy(HubProcess process, int port) {

    /** Starts a proxy; the next one with the same name finds its snapshot. */
    public static Proxy start(Installation installation, String name, int port, Hub hub) {
        ProcessBuilder builder =
                new ProcessBuilder(Project.file("bin/berth-proxy").toString());
        builder.environment().put("BERTH_PORT", Integer.toString(port));
        builder.environment().put("BERTH_PROXY_HUBS", hub.internalUrl("").toString());
        builder.environment()
                .put(
                        "BERTH_PROXY_SECRET_FILE",
                        installation.home().resolve("keys/proxy.secret").toString());
        builder.environment()
                .put(
                        "BERTH_PROXY_SNAPSHOT",
                        installation.home().resolve(name + ".json").toString());
        builder.environment().put("BERTH_PROXY_NAME", name);
        return new Proxy(installation.run(name, builder), port);
    }

    public Proxy awaitReady() {
        process.awaitLine("Ready on port");
        return this;
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
