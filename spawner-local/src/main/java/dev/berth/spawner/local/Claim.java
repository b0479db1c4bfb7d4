package dev.berth.spawner.local;

import dev.berth.spi.spawn.Secret;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decides the fate of one generation: it must never be started, or one supervisor has started it. The file appears only when it is
 * complete.
 */
sealed interface Claim {

    /** The generation was stopped before it was started. */
    record Tombstone() implements Claim {

        static final String TEXT = "tombstone=yes\n";
    }

    /**
     * The claim of a supervisor.
     *
     * @param authenticates whether the server must require its token; a program that the user chose need not
     * @param supervisor pid of the supervisor
     * @param started the supervisor's start time in clock ticks since boot
     * @param boot the boot id under which it was started
     */
    record Launch(
            String nonce,
            long uid,
            int port,
            String basePath,
            boolean authenticates,
            Secret token,
            long supervisor,
            long started,
            String boot)
            implements Claim {

        /** The part that the hub writes; the supervisor appends the rest when it claims the generation. */
        static String text(String nonce, long uid, int port, String basePath, boolean authenticates, Secret token) {
            Map<String, String> values = new LinkedHashMap<>();
            values.put("nonce", nonce);
            values.put("uid", Long.toString(uid));
            values.put("port", Integer.toString(port));
            values.put("path", basePath);
            values.put("authenticates", Boolean.toString(authenticates));
            values.put("token", token.value());
            return Lines.format(values);
        }
    }

    /** A truncated file, as after a power failure. No process of that generation can be running. */
    record Damaged() implements Claim {}

    static Claim parse(String text) {
        try {
            return parseWhole(text);
        } catch (IllegalArgumentException half) {
            return new Damaged();
        }
    }

    private static Claim parseWhole(String text) {
        Map<String, String> values = Lines.parse(text);
        if (values.containsKey("tombstone")) {
            return new Tombstone();
        }
        return new Launch(
                required(values, "nonce"),
                Long.parseLong(required(values, "uid")),
                Integer.parseInt(required(values, "port")),
                required(values, "path"),
                Boolean.parseBoolean(required(values, "authenticates")),
                new Secret(required(values, "token")),
                Long.parseLong(required(values, "supervisor")),
                Long.parseLong(required(values, "started")),
                required(values, "boot"));
    }

    private static String required(Map<String, String> values, String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("The claim does not contain " + key);
        }
        return value;
    }
}
