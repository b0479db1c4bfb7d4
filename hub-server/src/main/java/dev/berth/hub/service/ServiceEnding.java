package dev.berth.hub.service;

/**
 * How a program ended, or why it could not be started.
 *
 * @param detail the status, the number of the signal, or the operating system's reason
 */
public record ServiceEnding(Kind kind, String detail) {

    private static final int MAX_DETAIL = 1_000;
    /** A status above this is a signal (POSIX, the shell's exit status). */
    private static final int SIGNALS = 128;

    /** What happened. */
    public enum Kind {
        STATUS,
        SIGNAL,
        NOT_STARTED
    }

    public ServiceEnding {
        detail = detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) : detail;
    }

    static ServiceEnding of(int status) {
        return status > SIGNALS
                ? new ServiceEnding(Kind.SIGNAL, Integer.toString(status - SIGNALS))
                : new ServiceEnding(Kind.STATUS, Integer.toString(status));
    }

    /** For the log. */
    @Override
    public String toString() {
        return switch (kind) {
            case STATUS -> "ended with status " + detail;
            case SIGNAL -> "was ended by signal " + detail;
            case NOT_STARTED -> "could not be started: " + detail;
        };
    }
}
