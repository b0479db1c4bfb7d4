package dev.berth.proxy.hub;

/** A hub answered, but not with what was asked for. */
final class HubRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    HubRefusedException(String path, int status) {
        super("The hub answered " + status + " to " + path
                + (status == 401 || status == 403 ? ": is the proxy secret the hub's?" : ""));
        this.status = status;
    }

    int status() {
        return status;
    }
}
