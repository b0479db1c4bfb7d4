package dev.berth.kit;

import java.util.Map;
import java.util.TreeMap;

/** The configuration with which the kit starts. Every key can be given another value, as in a hub. */
final class KitDefaults {

    static final int PAGE = 50;

    private KitDefaults() {}

    static Map<String, Object> all() {
        Map<String, Object> keys = new TreeMap<>();
        signIn(keys);
        servers(keys);
        keys.put("berth.api.page-default", PAGE);
        keys.put("berth.api.page-max", "200");
        keys.put("berth.access.tokens-per-user", "0");
        // Several kits can run on one machine; only the public port is for people to choose.
        keys.put("berth.hub.port", "0");
        return keys;
    }

    /** Everybody is allowed, and sign-ins are not slowed down: tests sign in far more often than people. */
    private static void signIn(Map<String, Object> keys) {
        String provider = "berth.signin.providers." + KitPasswords.PROVIDER + ".";
        keys.put("berth.signin.default-provider", KitPasswords.PROVIDER);
        keys.put(provider + "allow-all", "true");
        keys.put(provider + "create-users", "true");
        keys.put(provider + "link-existing", "true");
        keys.put(provider + "second-factor", "off");
        keys.put("berth.signin.throttle.per-account", "1000000");
        keys.put("berth.signin.throttle.per-address", "1000000");
    }

    /** No limits, no culling, and loops that are fast enough that tests do not wait for them. */
    private static void servers(Map<String, Object> keys) {
        keys.put("berth.spawner.type", "kit");
        keys.put("berth.standard-profile.mode", "self");
        keys.put("berth.standard-profile.landing", "");
        keys.put("berth.standard-profile.idle-timeout", "0s");
        keys.put("berth.servers.on-shutdown", "stop");
        keys.put("berth.servers.named-limit", "0");
        keys.put("berth.servers.start-patience", "10s");
        keys.put("berth.servers.stop-patience", "10s");
        keys.put("berth.servers.starting-interval", "50ms");
        keys.put("berth.servers.look-interval", "1s");
        keys.put("berth.servers.newcomer-patience", "0s");
        keys.put("berth.culling.enabled", "false");
    }
}
