package dev.berth.hub.jupyterhub;

/** A database that cannot be imported: the message says what is wrong, {@link #action} what to do. */
public final class ImportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    public ImportException(String message, String action) {
        super(message);
        this.action = action;
    }

    ImportException(String message, String action, Throwable cause) {
        super(message, cause);
        this.action = action;
    }

    public String action() {
        return action;
    }
}
