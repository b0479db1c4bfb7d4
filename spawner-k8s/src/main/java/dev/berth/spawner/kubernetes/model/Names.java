package dev.berth.spawner.kubernetes.model;

import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Names, labels and annotations of the objects. Those under {@code hub.jupyter.org} and the component names are KubeSpawner's (7.x). */
public final class Names {

    /** The container that runs the server. */
    public static final String CONTAINER = "notebook";

    /** The init container that creates the user's folder. */
    public static final String HOME_CONTAINER = "home";

    public static final String INSTALLATION = "berth.dev/installation";
    public static final String SERVER = "berth.dev/server";
    public static final String GENERATION = "berth.dev/generation";

    /** Marks the claim of a home directory; the value is the full name of the home directory. */
    public static final String HOME = "berth.dev/home";

    /** The base path of the server, at which it is probed. */
    public static final String BASE_PATH = "berth.dev/base-path";

    /** Written on a pod by the hub that first received a response from its server. */
    public static final String ANSWERED = "berth.dev/answered";

    /** The scheduling gate that holds a new pod back until its start is confirmed. */
    public static final String GATE = "berth.dev/start";

    public static final String USERNAME = "hub.jupyter.org/username";
    public static final String SERVERNAME = "hub.jupyter.org/servername";

    static final String COMPONENT = "singleuser-server";

    private static final int MAX_LABEL = 63;

    private Names() {}

    /** The name of a server's pod, whatever the generation: because the name is unique, two generations cannot run at the same time. */
    public static String pod(KubernetesSpawnerProperties settings, String runtimeName) {
        return settings.podName().replace("{server}", runtimeName);
    }

    /** The name of the ConfigMap that outlives the pods. */
    public static String ledger(KubernetesSpawnerProperties settings, String runtimeName) {
        return pod(settings, runtimeName) + "-starts";
    }

    /** The label selector for lists and watches of servers' pods. */
    public static Map<String, String> selector(KubernetesSpawnerProperties settings) {
        return Map.of(INSTALLATION, settings.installation(), "component", COMPONENT);
    }

    static Map<String, String> common(KubernetesSpawnerProperties settings) {
        Map<String, String> labels = new TreeMap<>();
        labels.put(INSTALLATION, settings.installation());
        labels.put("app.kubernetes.io/name", "jupyterhub");
        labels.put("app.kubernetes.io/managed-by", "berth");
        return labels;
    }

    /** Label values cannot be longer; values that must be exact are in an annotation as well. */
    static String label(String value) {
        return value.length() <= MAX_LABEL ? value : value.substring(0, MAX_LABEL - 1) + "x";
    }

    /**
     * The name of the claim that KubeSpawner before version 7 created for a user: characters other than letters and digits are written as a
     * hyphen and the hex of each byte.
     */
    public static String legacyClaim(KubernetesSpawnerProperties settings, String userName) {
        StringBuilder escaped = new StringBuilder();
        for (byte each : userName.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xFF);
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                escaped.append(c);
            } else {
                escaped.append(String.format(Locale.ROOT, "-%02x", (int) c));
            }
        }
        return settings.home().claimOf(escaped.toString());
    }
}
