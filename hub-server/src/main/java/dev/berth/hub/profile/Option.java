package dev.berth.hub.profile;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Something that a person may choose when they start a server of a profile.
 *
 * <p>A value is always text, as a form and JupyterHub's {@code user_options} have it. What is allowed is said here once: the form tells the
 * browser, and the hub asks again.
 */
public sealed interface Option {

    /** Stable name, unique in its profile. */
    String name();

    /** What people read. */
    String displayName();

    /** One sentence under it; empty for none. */
    String description();

    /** What it is when nobody chooses. */
    String defaultValue();

    /** One of several, each with what it changes. */
    record Choice(
            String name, String displayName, String description, String defaultValue, List<Alternative> alternatives)
            implements Option {
        public Choice {
            alternatives = List.copyOf(alternatives);
        }
    }

    /**
     * One of a choice.
     *
     * @param change what it changes in the profile
     */
    record Alternative(String name, String displayName, SpecChange change) {}

    /**
     * A whole number within bounds.
     *
     * @param of what it is an amount of
     */
    record Amount(
            String name, String displayName, String description, long defaultAmount, long min, long max, Quantity of)
            implements Option {
        @Override
        public String defaultValue() {
            return Long.toString(defaultAmount);
        }

        /** What people read behind it, such as GB; empty for none. */
        public String unit() {
            return of == Quantity.MEMORY ? "GB" : "";
        }
    }

    /** What an amount is of. */
    enum Quantity {
        /** In gigabytes. */
        MEMORY,
        /** Processors. */
        CPU,
        /** Of the profile's GPU resource. */
        GPUS
    }

    /**
     * Text for an environment variable.
     *
     * @param pattern what the whole of them must match
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
