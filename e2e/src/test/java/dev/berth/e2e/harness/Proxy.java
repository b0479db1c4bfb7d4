package dev.berth.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A proxy in a process of its own, beside a hub that runs without one.
 *
 * @param port where browsers find it
 */
public record Proxy(HubProcess process, int port) {

    /** Starts one; its snapshot is found again by the next one of that name. */
    public static Proxy start(Installation installation, String name, int port, Hub hub) {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                jar().toString());
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

    private static Path jar() {
        try (DirectoryStream<Path> jars =
                Files.newDirectoryStream(Project.file("hub-proxy/target"), "hub-proxy-*-runnable.jar")) {
            return jars.iterator().next();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
