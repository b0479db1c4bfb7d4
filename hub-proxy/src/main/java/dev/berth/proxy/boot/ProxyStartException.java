package dev.berth.proxy.boot;

import org.jspecify.annotations.Nullable;

/** The embedded proxy cannot start; contains the remedy. */
final class ProxyStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    ProxyStartException(String message, String action, @Nullable Throwable cause) {
        super(message, cause);
        this.action = action;
    }

    String action() {
        return action;
    }
}
