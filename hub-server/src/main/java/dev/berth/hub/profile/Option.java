package dev.berth.hub.profile;

import java.util.List;
import java.util.regex.Pattern;

/**
 * An option that a person can set when starting a server with a profile.
 *
 * <p>A value is always text, as in a form and in JupyterHub's {@code user_options}. The valid values are defined here once: the form passes
 * them to the browser, and the hub checks them again.
 */
public sealed interface Option {

    /** Stable name, unique in its profile. */
    String name();

    /** The display name. */
    String displayName();

    /** A one-sentence description; empty for none. */
    String description();

    /** The default value. */
    String defaultValue();

    /** One of several alternatives, each with its changes. */
    record Choice(
            String name, String displayName, String description, String defaultValue, List<Alternative> alternatives)
            implements Option {
        public Choice {
            alternatives = List.copyOf(alternatives);
        }
    }

    /**
     * One alternative.
     *
     * @param change its changes to the profile
     */
    record Alternative(String name, String displayName, SpecChange change) {}

    /**
     * An integer within bounds.
     *
     * @param of what the amount stands for
     */
    record Amount(
            String name, String displayName, String description, long defaultAmount, long min, long max, Quantity of)
            implements Option {
        @Override
        public String defaultValue() {
            return Long.toString(defaultAmount);
        }

        /** The unit shown after the number, such as GB; empty for none. */
        public String unit() {
            return of == Quantity.MEMORY ? "GB" : "";
        }
    }

    /** What an amount stands for. */
    enum Quantity {
        /** In gigabytes. */
        MEMORY,
        /** Processors. */
        CPU,
        /** The profile's GPU resource. */
        GPUS
    }

    /**
     * Text for an environment variable.
     *
     * @param pattern the pattern that the whole text must match
     */
    record Text(
            String name,
            String displayName,
            String description,
            String defaultValue,
            String variable,
            Pattern pattern,
            int maxLength)
            implements Option {}
}
