package dev.berth.spi.spawn;

/** The runtime could not be asked. Says nothing about any server; the call may be repeated. */
public class SpawnerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SpawnerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public SpawnerUnavailableException(String message) {
        super(message);
    }
}
