package dev.berth.spi.spawn;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Identifies one start of one server in a runtime.
 *
 * @param runtimeName the name of the runtime's object (pod, folder), chosen once and unique in the installation; it does not change when
 *     the user is renamed. Lower-case letters, digits and hyphens, at most 63 characters (RFC 1123 label)
 * @param generation increases with every start of the server, beginning with 1
 */
public record ServerRef(String runtimeName, long generation) {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    public ServerRef {
        Objects.requireNonNull(runtimeName);
        if (!LABEL.matcher(runtimeName).matches()) {
            throw new IllegalArgumentException("Runtime name must be an RFC 1123 label: " + runtimeName);
        }
        if (generation < 1) {
            throw new IllegalArgumentException("Generation must be at least 1, not " + generation);
        }
    }
}
