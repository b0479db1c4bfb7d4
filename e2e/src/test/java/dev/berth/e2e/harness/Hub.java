package dev.berth.e2e.harness;

import java.net.URI;

/**
 * A running hub.
 *
 * @param port the port for browsers, if the proxy is embedded
 * @param internalPort the port for proxies and servers
 */
public record Hub(Installation installation, HubProcess process, int port, int internalPort) implements AutoCloseable {

    public Hub awaitReady() {
        process.awaitReady();
        return this;
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public URI internalUrl(String path) {
        return URI.create("http://127.0.0.1:" + internalPort + path);
    }

    /** The REST API, through the proxy. */
    public RestClient rest(String token) {
        return new RestClient(url("/"), token);
    }

    @Override
    public void close() {
        process.close();
    }
}
