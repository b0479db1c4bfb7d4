package dev.berth.proxy.hub;

/** A hub responded with an error. */
final class HubRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    HubRefusedException(String path, int status) {
        super("The hub responded with " + status + " to " + path
                + (status == 401 || status == 403 ? ". Check that the proxy secret is the same as the hub's" : ""));
        this.status = status;
    }

    int status() {
        return status;
    }
}
