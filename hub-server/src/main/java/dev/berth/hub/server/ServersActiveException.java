package dev.berth.hub.server;

/** A user cannot be deleted or renamed while one of their servers exists. */
public class ServersActiveException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ServersActiveException(String user, String server, ServerState state) {
        super("Server \"" + server + "\" of " + user + " is " + state + ". Stop it, and try again when it is gone.");
    }
}
