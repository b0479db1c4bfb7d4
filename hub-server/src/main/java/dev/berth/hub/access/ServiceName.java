package dev.berth.hub.access;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which names services can have: those that need no escaping in paths and cookies. */
public final class ServiceName {

    private static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9\\-_.~]{0,254}");

    private ServiceName() {}

    /** What is wrong with a name, as a sentence; null if nothing is. */
    public static @Nullable String problem(String name) {
        return VALID.matcher(name).matches()
                ? null
                : "A service name must have 1 to 255 characters of a-z, 0-9, - _ . ~ and begin with a letter or digit";
    }
}
