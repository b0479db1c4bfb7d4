package dev.berth.spi.check;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds mistakes in the configuration of one component, such as keys that contradict each other or files that do not exist. It runs at
 * every start and for {@code berth check}, on one thread, before the rest of the component is created. It changes nothing and throws
 * nothing.
 *
 * <p>Spring's factories mechanism finds implementations in {@code META-INF/spring.factories} under the name of this interface.
 */
public interface ConfigurationCheck {

    /** Reports each problem that it finds, except those that only follow from another one. */
    void check(Settings settings, Problems problems);

    /** The configuration to check. */
    interface Settings {

        /** The value of a key, including the application's defaults, or null. */
        @Nullable String value(String key);

        /**
         * The properties record of this class. A key with an invalid value, which has already been reported, has its default value here.
         * Empty if no such record can be created.
         */
        <T> Optional<T> bound(Class<T> type);

        /**
         * Whether to go beyond this process: open connections, run programs. False at a start, which does all of that a moment later
         * anyway.
         */
        boolean thorough();
    }

    /** Receives the problems that are found. */
    interface Problems {

        /**
         * Reports one problem.
         *
         * @param key the configuration key, as a person writes it
         * @param text one sentence that names the key and its value and says what is wrong and how to fix it
         */
        void add(String key, String text);

        /**
         * Reports a weakness that does not prevent a start. {@code berth check} shows it, and each start logs it.
         *
         * @param key the configuration key, as a person writes it
         * @param text sentences that name the key and its value and say what the risk is and how to avoid it
         */
        default void warn(String key, String text) {}
    }
}
