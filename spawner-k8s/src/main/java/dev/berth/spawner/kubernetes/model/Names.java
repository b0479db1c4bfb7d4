package dev.berth.spawner.kubernetes.model;

import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Names, labels and annotations of the objects. Those under {@code hub.jupyter.org} and the components are KubeSpawner's (7.x). */
public final class Names {

    /** The container that is the server. */
    public static final String CONTAINER = "notebook";

    /** The container that makes the user's folder before. */
    public static final String HOME_CONTAINER = "home";

    public static final String INSTALLATION = "berth.dev/installation";
    public static final String SERVER = "berth.dev/server";
    public static final String GENERATION = "berth.dev/generation";

    /** Marks the claims of a home; the value is the home's whole name. */
    public static final String HOME = "berth.dev/home";

    /** Where the server's address is to be asked: the path below which it answers. */
    public static final String BASE_PATH = "berth.dev/base-path";

    /** Written on a pod by the hub that first got an answer from its server. */
    public static final String ANSWERED = "berth.dev/answered";

    /** Keeps a new pod from being scheduled until its start is known to be still wanted. */
    public static final String GATE = "berth.dev/start";

    public static final String USERNAME = "hub.jupyter.org/username";
    public static final String SERVERNAME = "hub.jupyter.org/servername";

    static final String COMPONENT = "singleuser-server";

    private static final int MAX_LABEL = 63;

    private Names() {}

    /** Of a server's pod, whatever the generation: that two cannot have it keeps two generations from running at once. */
    public static String pod(KubernetesSpawnerProperties settings, String runtimeName) {
        return settings.podName().replace("{server}", runtimeName);
    }

    /** Of the ConfigMap that outlives pods. */
    public static String ledger(KubernetesSpawnerProperties settings, String runtimeName) {
        return pod(settings, runtimeName) + "-starts";
    }

    /** What a list or watch of servers' pods selects. */
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

    /** A label's value cannot be longer; what must be exact is an annotation too. */
    static String label(String value) {
        return value.length() <= MAX_LABEL ? value : value.substring(0, MAX_LABEL - 1) + "x";
    }

    /** The claim that KubeSpawner before 7 made for a user: what is no letter or digit is written as the hyphen and hex of each byte. */
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
