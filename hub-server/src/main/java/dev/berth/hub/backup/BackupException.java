package dev.berth.hub.backup;

import org.jspecify.annotations.Nullable;

/** A backup cannot be taken or restored. The message says what happened, the action what to do. */
public final class BackupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    BackupException(String message, String action, @Nullable Throwable cause) {
        super(message, cause);
        this.action = action;
    }

    /** What the operator can do about it. */
    public String action() {
        return action;
    }
}
