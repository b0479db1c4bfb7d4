package dev.berth.kit;

import dev.berth.hub.administration.KitNames;
import dev.berth.hub.api.ApiException;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The settings that tests have changed. */
final class KitSettings {

    private final Reconfiguration reconfiguration;
    private final ConfigurationOverrides overrides;
    private final KitIdentities identities;
    private final KitSpawner spawner;
    private final KitNames names;
    private Map<String, JsonNode> changed = Map.of();

    KitSettings(
            Reconfiguration reconfiguration,
            ConfigurationOverrides overrides,
            KitIdentities identities,
            KitSpawner spawner,
            KitNames names) {
        this.names = names;
        this.reconfiguration = reconfiguration;
        this.overrides = overrides;
        this.identities = identities;
        this.spawner = spawner;
    }

    /** Changes settings, all or none; null gives one back the profile's value. */
    synchronized void change(JsonNode wanted) {
        Map<String, JsonNode> all = new TreeMap<>(changed);
        for (Map.Entry<String, JsonNode> each : wanted.properties()) {
            SettingKeys.requireOffered(each.getKey());
            if (each.getValue().isNull()) {
                all.remove(each.getKey());
            } else {
                all.put(each.getKey(), each.getValue());
            }
        }
        apply(all);
    }

    synchronized void reset() {
        if (!changed.isEmpty()) {
            apply(Map.of());
        }
    }

    private void apply(Map<String, JsonNode> all) {
        JsonNode mode = all.get("spawner");
        SpawnerMode spawning = mode == null ? SpawnerMode.NORMAL : SpawnerMode.of(mode.asString(""));
        JsonNode refresh = all.get("refresh_user");
        if (refresh != null && !refresh.asString("").equals("expired")) {
            throw ApiException.invalid("refresh_user must be \"expired\" or null");
        }
        Map<String, String> keys = SettingKeys.of(all, spawning);
        reconfiguration.apply(overrides.bind(reconfiguration.properties(), keys));
        identities.expire(refresh != null);
        spawner.behave(spawning);
        JsonNode pattern = all.get("username_pattern");
        names.require(pattern == null || pattern.asString("").isEmpty() ? ".*" : pattern.asString(""));
        changed = Map.copyOf(all);
    }
}
