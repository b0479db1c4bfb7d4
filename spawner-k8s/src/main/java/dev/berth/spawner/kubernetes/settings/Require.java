package dev.berth.spawner.kubernetes.settings;

/** Rejects a value with a message that names the key and the remedy. */
final class Require {

    static final String PREFIX = "berth.spawner.kubernetes.";

    private Require() {}

    static void that(boolean holds, String key, Object value, String remedy) {
        if (!holds) {
            throw new IllegalArgumentException(PREFIX + key + " is \"" + value + "\": " + remedy);
        }
    }
}
