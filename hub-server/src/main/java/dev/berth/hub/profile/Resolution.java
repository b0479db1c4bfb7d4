package dev.berth.hub.profile;

import java.util.Map;

/** The result of applying a person's choices to a profile. */
public sealed interface Resolution {

    /** All values are valid. */
    record Resolved(ServerSpec spec) implements Resolution {}

    /**
     * Some values are not valid.
     *
     * @param problems one sentence for each option, by name
     */
    record Refused(Map<String, String> problems) implements Resolution {
        public Refused {
            problems = Map.copyOf(problems);
        }
    }
}
