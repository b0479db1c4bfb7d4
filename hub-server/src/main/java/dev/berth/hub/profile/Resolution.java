package dev.berth.hub.profile;

import java.util.Map;

/** What came of a profile and the options that somebody chose. */
public sealed interface Resolution {

    /** Everything is decided. */
    record Resolved(ServerSpec spec) implements Resolution {}

    /**
     * Something was chosen that cannot be.
     *
     * @param problems one sentence by the name of the option
     */
    record Refused(Map<String, String> problems) implements Resolution {
        public Refused {
            problems = Map.copyOf(problems);
        }
    }
}
