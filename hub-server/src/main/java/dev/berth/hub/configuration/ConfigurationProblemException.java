package dev.berth.hub.configuration;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; carries every problem that was found, each with its place and remedy. */
final class ConfigurationProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConfigurationProblemException(List<Finding> findings) {
        super("The configuration cannot be used:\n  - "
                + findings.stream().map(Finding::text).collect(Collectors.joining("\n  - ")));
    }

    String action() {
        return "Correct what is listed; docs/reference/configuration.md has all keys. \"berth check\" tells the same without starting.";
    }
}
