package dev.berth.hub.configuration;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; contains every problem with its location and remedy. */
final class ConfigurationProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConfigurationProblemException(List<Finding> findings) {
        super("The configuration cannot be used:\n  - "
                + findings.stream().map(Finding::text).collect(Collectors.joining("\n  - ")));
    }

    String action() {
        return "Correct the keys above; docs/reference/configuration.md lists all keys. \"berth check\" runs the same checks without starting.";
    }
}
