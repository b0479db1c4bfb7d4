package dev.berth.spi.spawn;

/** The runtime could not be asked. This says nothing about any server; the call can be repeated. */
public class SpawnerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SpawnerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public SpawnerUnavailableException(String message) {
        super(message);
    }
}
