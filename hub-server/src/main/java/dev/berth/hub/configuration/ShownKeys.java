package dev.berth.hub.configuration;

import java.util.Set;

/**
 * Which values can be shown to people who can read the configuration. Denies by default: numbers, switches, durations, sizes, choices and
 * paths are never secret because of their type; a text, a list or a map is shown only if it is listed here, after a review of what people
 * put there.
 */
final class ShownKeys {

    private static final Set<String> TYPES = Set.of(
            "java.lang.Boolean",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Double",
            "java.time.Duration",
            "java.nio.file.Path",
            "org.springframework.util.unit.DataSize");

    private static final Set<String> TEXTS = Set.of(
            "berth.api.jupyterhub-version",
            "berth.base-url",
            "berth.database.audit-role",
            "berth.default-url",
            "berth.database.owner.username",
            "berth.database.username",
            "berth.home",
            "berth.host",
            "berth.hosts.domain",
            "berth.hub.address",
            "berth.proxy.host",
            "berth.proxy.name",
            "berth.proxy.trusted-proxies",
            "berth.public-url",
            "berth.routing.server-networks",
            "berth.auth.pam",
            "berth.signin.admin",
            "berth.signin.default-provider",
            "berth.signin.role-addresses",
            "berth.signin.second-factor-roles",
            "berth.spawner.kubernetes.home.access-modes",
            "berth.spawner.kubernetes.home.claim-name",
            "berth.spawner.kubernetes.home.host-path",
            "berth.spawner.kubernetes.home.labels",
            "berth.spawner.kubernetes.home.mount-path",
            "berth.spawner.kubernetes.home.shared-claim",
            "berth.spawner.kubernetes.home.storage-class",
            "berth.spawner.kubernetes.home.sub-path",
            "berth.spawner.kubernetes.image",
            "berth.spawner.kubernetes.installation",
            "berth.spawner.kubernetes.limit-range.limits",
            "berth.spawner.kubernetes.limit-range.max",
            "berth.spawner.kubernetes.limit-range.min",
            "berth.spawner.kubernetes.limit-range.requests",
            "berth.spawner.kubernetes.namespace",
            "berth.spawner.kubernetes.pod-name",
            "berth.spawner.kubernetes.quota",
            "berth.spawner.kubernetes.shared-volumes",
            "berth.spawner.local.accounts.system-groups",
            "berth.spawner.type",
            "berth.standard-profile.description",
            "berth.standard-profile.display-name",
            "berth.standard-profile.gpu-resource",
            "berth.standard-profile.groups",
            "berth.standard-profile.image",
            "berth.standard-profile.landing",
            "berth.standard-profile.name",
            "berth.standard-profile.template",
            "berth.users.prohibited");

    private ShownKeys() {}

    static boolean shows(String key, String type) {
        return TYPES.contains(type) || TEXTS.contains(key) || isChoice(type);
    }

    private static boolean isChoice(String type) {
        if (!type.startsWith("dev.berth.")) {
            return false;
        }
        try {
            return Class.forName(type, false, ShownKeys.class.getClassLoader()).isEnum();
        } catch (ClassNotFoundException notHere) {
            return false;
        }
    }
}
