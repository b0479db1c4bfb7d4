package dev.berth.spi.spawn;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One start of one server, as runtimes know it.
 *
 * @param runtimeName the name of the runtime's object (pod, folder), chosen once and unique in the installation; it survives a
 *     renaming of the user. Lower-case letters, digits and hyphens, at most 63 characters (RFC 1123 label)
 * @param generation grows with every start of the server, from 1
 */
public record ServerRef(String runtimeName, long generation) {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    public ServerRef {
        Objects.requireNonNull(runtimeName);
        if (!LABEL.matcher(runtimeName).matches()) {
            throw new IllegalArgumentException("Not a runtime name (an RFC 1123 label): " + runtimeName);
        }
        if (generation < 1) {
            throw new IllegalArgumentException("Generations count from 1, not " + generation);
        }
    }
}
