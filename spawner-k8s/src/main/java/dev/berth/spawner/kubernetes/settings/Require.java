package dev.berth.spawner.kubernetes.settings;

/** Refuses a value with its key and what to do. */
final class Require {

    static final String PREFIX = "berth.spawner.kubernetes.";

    private Require() {}

    static void that(boolean holds, String key, Object value, String remedy) {
        if (!holds) {
            throw new IllegalArgumentException(PREFIX + key + " is \"" + value + "\": " + remedy);
        }
    }
}
