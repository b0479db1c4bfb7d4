package dev.berth.spawner.docker.engine;

import dev.berth.spawner.base.OutputText;

/** The engine responded with an error. A start that ends with one says what it says. */
public final class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    EngineException(int status, String message) {
        super(OutputText.bounded(message));
        this.status = status;
    }

    /** The HTTP status of the response. */
    public int status() {
        return status;
    }

    /** What the engine says, bounded and without control characters. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
