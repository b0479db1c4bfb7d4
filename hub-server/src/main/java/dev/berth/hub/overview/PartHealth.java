package dev.berth.hub.overview;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one part is.
 *
 * @param kind which kind of part
 * @param name which of that kind
 * @param state how it is
 * @param facts what was seen, by names that stay the same; times are ISO 8601, durations milliseconds or seconds as the name says
 * @param remedy what to do; null where nothing is wrong
 */
public record PartHealth(
        Kind kind,
        String name,
        State state,
        Map<String, String> facts,
        @Nullable Remedy remedy) {

    /** Kinds of parts. */
    public enum Kind {
        HUB,
        PROXY,
        DATABASE,
        SPAWNER
    }

    /** How a part is; the worse come later. */
    public enum State {
        OK,
        /** It works, and somebody should look at it. */
        WARNING,
        /** It does not work. */
        DOWN
    }

    /**
     * What is wrong and what to do.
     *
     * @param code stable, for translations and alarms
     * @param text one or two English sentences
     */
    public record Remedy(Code code, String text) {

        /** Stable codes. Never rename one. */
        public enum Code {
            HUB_GONE,
            PROXY_GONE,
            PROXY_BEHIND,
            NO_PROXY,
            DATABASE_SILENT,
            DATABASE_SLOW,
            SPAWNER_PROBLEM,
            LISTING_FAILED,
            LISTING_OLD
        }
    }

    public PartHealth {
        facts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    static PartHealth ok(Kind kind, String name, Map<String, String> facts) {
        return new PartHealth(kind, name, State.OK, facts, null);
    }

    PartHealth but(State worse, Remedy.Code code, String text) {
        return new PartHealth(kind, name, worse, facts, new Remedy(code, text));
    }
}
