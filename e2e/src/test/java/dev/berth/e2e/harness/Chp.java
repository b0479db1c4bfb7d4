package dev.berth.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A configurable-http-proxy, unmodified, that an installation uses instead of Berth's proxy.
 *
 * @param port the port for browsers
 * @param apiPort the port of its REST API
 */
public record Chp(Installation installation, int port, int apiPort) {

    private static final String TOKEN = "a-token-of-configurable-http-proxy";

    /** Configures an installation for one, which is not started yet, and for a hub with this internal port. */
    public static Chp of(Installation installation, int hubPort) {
        Chp chp = new Chp(installation, OperatingSystem.freePort(), OperatingSystem.freePort());
        try {
            Path token = Files.writeString(installation.home().resolve("chp.token"), TOKEN);
            installation
                    .set("berth.public-url", chp.url("/").toString())
                    .set("berth.proxy.type", "chp")
                    .set("berth.chp.api-url", "http://127.0.0.1:" + chp.apiPort)
                    .set("berth.chp.token-file", token.toString())
                    .set("berth.chp.hub-url", "http://127.0.0.1:" + hubPort)
                    .set("berth.chp.addresses", "127.0.0.1/32");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return chp;
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Starts it without a single route; the test is skipped without Node. */
    public HubProcess start() {
        Path program =
                NodeTools.installed("configurable-http-proxy").resolve("node_modules/.bin/configurable-http-proxy");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                program.toString(), "--ip=127.0.0.1", "--port=" + port, "--api-ip=127.0.0.1", "--api-port=" + apiPort));
        builder.environment().put("CONFIGPROXY_AUTH_TOKEN", TOKEN);
        return installation.run("chp", builder);
    }

    /** Its REST API. */
    public RestClient api() {
        return new RestClient(URI.create("http://127.0.0.1:" + apiPort + "/"), TOKEN);
    }
}
