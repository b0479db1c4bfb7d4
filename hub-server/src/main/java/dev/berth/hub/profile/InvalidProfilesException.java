package dev.berth.hub.profile;

import java.util.List;

/** The configuration declares invalid profiles; the message has one line for each problem. */
class InvalidProfilesException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidProfilesException(List<String> problems) {
        super("The profiles in the configuration are not valid:\n  - " + String.join("\n  - ", problems));
    }
}
