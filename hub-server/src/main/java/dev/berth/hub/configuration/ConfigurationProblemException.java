package dev.berth.hub.configuration;

import java.util.List;

/** The configuration cannot be used; carries every problem that was found, each with its remedy. */
class ConfigurationProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    ConfigurationProblemException(List<String> problems, String action) {
        super("The configuration cannot be used:\n  - " + String.join("\n  - ", problems));
        this.action = action;
    }

    String action() {
        return action;
    }
}
