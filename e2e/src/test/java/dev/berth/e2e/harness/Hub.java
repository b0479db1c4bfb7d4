package dev.berth.e2e.harness;

import java.net.URI;

/**
 * A hub that was started.
 *
 * @param port where browsers find it, when its proxy is embedded
 * @param internalPort where proxies and servers find it
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

    /** The API by way of the proxy. */
    public RestClient rest(String token) {
        return new RestClient(url("/"), token);
    }

    @Override
    public void close() {
        process.close();
    }
}
