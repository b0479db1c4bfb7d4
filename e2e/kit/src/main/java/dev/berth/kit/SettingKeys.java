package dev.berth.kit;

import dev.berth.hub.api.ApiException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Settings under JupyterHub's names, as keys of Berth's configuration. */
final class SettingKeys {

    private static final long UNLIMITED = 1_000_000;
    private static final String PROVIDER = "berth.signin.providers." + KitPasswords.PROVIDER + ".";
    private static final String CUSTOM = "berth.access.custom-scopes";

    /** What Berth does not have, and what it has instead. */
    private static final Map<String, String> MISSING = Map.ofEntries(
            Map.entry("default_server_name", "Berth opens the default server; it cannot be another one"),
            Map.entry("shutdown_on_logout", "Berth does not stop servers when a user signs out"),
            Map.entry(
                    "authenticate_prometheus",
                    "Berth reads berth.metrics.authenticate only when it starts. Start the kit with that key"),
            Map.entry("template_vars", "Berth has no announcements on its pages"),
            Map.entry("use_legacy_stopped_server_status_code", "Berth always returns 424 for a stopped server"),
            Map.entry(
                    "enable_auth_state",
                    "Berth keeps what a provider needs for each session, and no auth_state of users"),
            Map.entry("auth_state", "Berth keeps what a provider needs for each session, and no auth_state of users"),
            Map.entry("refresh_pre_stop", "Berth does not ask a provider before a server stops"),
            Map.entry("auto_login", "Berth always shows its sign-in page"),
            Map.entry("pre_spawn_failure", "Berth has no hook that runs before a start"),
            Map.entry("pre_spawn_start_error", "Berth has no hook that runs before a start"));

    private static final Set<String> OFFERED = Set.of(
            "slow_spawn_timeout",
            "slow_stop_timeout",
            "concurrent_spawn_limit",
            "active_server_limit",
            "allow_named_servers",
            "named_server_limit_per_user",
            "api_page_default_limit",
            "api_page_max_limit",
            "token_expires_in_max_seconds",
            "default_url",
            "username_pattern",
            "refresh_pre_spawn",
            "manage_groups",
            "refresh_user",
            "spawner",
            "custom_scopes");

    private final Map<String, JsonNode> settings;
    private final Map<String, String> keys = new TreeMap<>();

    private SettingKeys(Map<String, JsonNode> settings) {
        this.settings = settings;
    }

    static void requireOffered(String name) {
        String instead = MISSING.get(name);
        if (instead != null) {
            throw KitErrors.notOffered("Berth has no setting " + name + ". " + instead);
        }
        if (!OFFERED.contains(name)) {
            throw ApiException.invalid("There is no setting \"" + name + "\"");
        }
    }

    static Map<String, String> of(Map<String, JsonNode> settings, SpawnerMode mode) {
        SettingKeys all = new SettingKeys(settings);
        all.times();
        all.limits();
        all.pages();
        all.signIn();
        all.customScopes();
        all.mode(mode);
        return all.keys;
    }

    private void times() {
        duration("slow_spawn_timeout", "berth.servers.start-patience");
        duration("slow_stop_timeout", "berth.servers.stop-patience");
        JsonNode lifetime = settings.get("token_expires_in_max_seconds");
        if (lifetime != null && lifetime.asLong() > 0) {
            keys.put("berth.access.token-max-lifetime", lifetime.asLong() + "s");
        }
    }

    private void duration(String name, String key) {
        JsonNode seconds = settings.get(name);
        if (seconds != null) {
            if (!seconds.isNumber() || seconds.asDouble() < 0) {
                throw ApiException.invalid(name + " must be a number of seconds, at least 0");
            }
            keys.put(key, Math.round(seconds.asDouble() * 1_000) + "ms");
        }
    }

    private void limits() {
        text("concurrent_spawn_limit", "berth.servers.pending-limit");
        text("active_server_limit", "berth.servers.active-limit");
        JsonNode limit = settings.get("named_server_limit_per_user");
        if (limit != null && !limit.isNumber()) {
            throw KitErrors.notOffered(
                    "Berth has no limit of named servers by role: berth.servers.named-limit is for all users");
        }
        JsonNode allowed = settings.get("allow_named_servers");
        if (allowed != null && allowed.asBoolean()) {
            // In JupyterHub, 0 means unlimited; in Berth, none.
            long most = limit == null || limit.asLong() <= 0 ? UNLIMITED : limit.asLong();
            keys.put("berth.servers.named-limit", Long.toString(most));
        }
    }

    /** A default that is larger than the maximum is the maximum, as in JupyterHub. */
    private void pages() {
        text("api_page_max_limit", "berth.api.page-max");
        text("api_page_default_limit", "berth.api.page-default");
        JsonNode most = settings.get("api_page_max_limit");
        JsonNode standard = settings.get("api_page_default_limit");
        long usual = standard == null ? KitDefaults.PAGE : standard.asLong();
        if (most != null && most.asLong() < usual) {
            keys.put("berth.api.page-default", Long.toString(most.asLong()));
        }
    }

    private void signIn() {
        text("default_url", "berth.default-url");
        text("username_pattern", PROVIDER + "username-pattern");
        text("manage_groups", PROVIDER + "manage-groups");
        text("refresh_pre_spawn", "berth.identities.before-start");
    }

    private void customScopes() {
        JsonNode scopes = settings.get("custom_scopes");
        if (scopes == null) {
            return;
        }
        int number = 0;
        for (Map.Entry<String, JsonNode> scope : scopes.properties()) {
            String key = CUSTOM + "[" + number++ + "].";
            keys.put(key + "name", scope.getKey());
            keys.put(key + "description", scope.getValue().path("description").asString(""));
            int sub = 0;
            for (JsonNode each : scope.getValue().path("subscopes")) {
                keys.put(key + "subscopes[" + sub++ + "]", each.asString(""));
            }
        }
    }

    private void mode(SpawnerMode mode) {
        switch (mode) {
            case NEVER -> keys.put("berth.standard-profile.start-timeout", "1s");
            case FULL -> keys.put("berth.standard-profile.landing", "tree");
            case NORMAL, SLOW, BAD, SLOW_BAD, FALSY_FORM -> {}
        }
    }

    private void text(String name, String key) {
        JsonNode value = settings.get(name);
        if (value != null) {
            if (value.isObject() || value.isArray()) {
                throw ApiException.invalid(name + " must be a single value");
            }
            keys.put(key, value.asString(""));
        }
    }
}
