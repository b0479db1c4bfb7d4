package dev.berth.kit;

import dev.berth.hub.api.ApiException;
import java.time.Duration;
import java.util.Locale;

/** How the spawner behaves, from the next start on: how long a server takes to start and to stop, in addition to its process. */
enum SpawnerMode {
    NORMAL(Duration.ZERO, Duration.ZERO),
    SLOW(Duration.ofSeconds(5), Duration.ofSeconds(5)),
    /** Never answers. */
    NEVER(Duration.ZERO, Duration.ZERO),
    /** Fails at once. */
    BAD(Duration.ZERO, Duration.ZERO),
    /** Fails after a moment. */
    SLOW_BAD(Duration.ofMillis(500), Duration.ZERO),
    /** A form that turns out to be empty, so that a server starts at once. In Berth, that is a profile without options. */
    FALSY_FORM(Duration.ZERO, Duration.ZERO),
    /** The real single-user server. */
    FULL(Duration.ZERO, Duration.ZERO);

    /** What the failing modes report. */
    static final String FAILURE = "I don't work!";

    private final Duration startDelay;
    private final Duration stopDelay;

    SpawnerMode(Duration startDelay, Duration stopDelay) {
        this.startDelay = startDelay;
        this.stopDelay = stopDelay;
    }

    static SpawnerMode of(String name) {
        if (name.equals("form")) {
            throw KitErrors.notOffered(
                    "Berth has no options form that a spawner computes: profiles declare their options in the configuration");
        }
        for (SpawnerMode mode : values()) {
            if (mode.label().equals(name)) {
                return mode;
            }
        }
        throw ApiException.invalid("There is no spawner mode \"" + name + "\"");
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Duration startDelay() {
        return startDelay;
    }

    Duration stopDelay() {
        return stopDelay;
    }
}
