package dev.berth.hub.overview;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The health of one component.
 *
 * @param kind the kind of component
 * @param name its name among that kind
 * @param state its state
 * @param facts observations under stable names; times are ISO 8601, durations are milliseconds or seconds as the name says
 * @param remedy the problem and its remedy; null without a problem
 */
public record PartHealth(
        Kind kind,
        String name,
        State state,
        Map<String, String> facts,
        @Nullable Remedy remedy) {

    /** The kinds of components. */
    public enum Kind {
        HUB,
        PROXY,
        DATABASE,
        SPAWNER
    }

    /** The states of a component, from good to bad. */
    public enum State {
        OK,
        /** It works, but needs attention. */
        WARNING,
        /** It does not work. */
        DOWN
    }

    /**
     * A problem and its remedy.
     *
     * @param code a stable code, for translations and alerts
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
