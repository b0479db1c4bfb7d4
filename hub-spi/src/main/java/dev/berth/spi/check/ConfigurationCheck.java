package dev.berth.spi.check;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what is wrong with the configuration of one part: keys that contradict each other, files that are not there. Runs at each start
 * and for {@code berth check}, on one thread, before anything else of that part exists. Changes nothing and throws nothing.
 *
 * <p>Found by Spring's factories ({@code META-INF/spring.factories}) under this interface's name.
 */
public interface ConfigurationCheck {

    /** Tells each problem that it finds; one that it finds because of another one only is left out. */
    void check(Settings settings, Problems problems);

    /** What is configured. */
    interface Settings {

        /** The value of a key, defaults of the application included, or null. */
        @Nullable String value(String key);

        /**
         * The properties record of this class. Where a key of it is wrong, which is told already, its default stands; nothing when no such
         * record can be made.
         */
        <T> Optional<T> bound(Class<T> type);

        /**
         * Whether to look beyond this process: open connections, run programs. A start does not, because it will do all that in a
         * moment anyway.
         */
        boolean thorough();
    }

    /** Where problems are told. */
    interface Problems {

        /**
         * Tells one.
         *
         * @param key the key that it is about, as a person writes it
         * @param text what is wrong and what to do, one sentence that names key and value
         */
        void add(String key, String text);
    }
}
