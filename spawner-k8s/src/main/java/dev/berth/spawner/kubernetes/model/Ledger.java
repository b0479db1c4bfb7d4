package dev.berth.spawner.kubernetes.model;

import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.ReasonCode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a server's starts, beyond the life of any pod; a ConfigMap. The package's documentation above says why it is right.
 *
 * @param claimed the newest generation that somebody began to start
 * @param created the newest generation whose pod was made, and after that found to be still wanted
 * @param stopped the newest generation that must not run any more
 * @param endedGeneration the generation that {@code ended} is about; 0 for none
 * @param ended why that one ended, or null
 */
public record Ledger(
        String runtimeName,
        long claimed,
        long created,
        long stopped,
        long endedGeneration,
        @Nullable Failure ended) {

    public static Ledger empty(String runtimeName) {
        return new Ledger(runtimeName, 0, 0, 0, 0, null);
    }

    /** Whether a start of this generation comes too late. */
    public boolean isOver(long generation) {
        return generation <= stopped || generation < claimed;
    }

    /** Why this generation ended, if that was written down. */
    public @Nullable Failure endOf(long generation) {
        return endedGeneration == generation ? ended : null;
    }

    public Ledger claim(long generation) {
        return new Ledger(runtimeName, Math.max(claimed, generation), created, stopped, endedGeneration, ended);
    }

    public Ledger create(long generation) {
        return new Ledger(runtimeName, claimed, Math.max(created, generation), stopped, endedGeneration, ended);
    }

    public Ledger stop(long generation) {
        return new Ledger(runtimeName, claimed, created, Math.max(stopped, generation), endedGeneration, ended);
    }

    /** The first word about the end of a generation stays. */
    public Ledger end(long generation, Failure failure) {
        return generation <= endedGeneration
                ? this
                : new Ledger(runtimeName, claimed, created, stopped, generation, failure);
    }

    /** Read from the object; an object that somebody else made has no such words and is refused before. */
    public static Ledger of(ConfigMap map, String runtimeName) {
        Map<String, String> data = map.getData() == null ? Map.of() : map.getData();
        String code = data.get("ended.code");
        return new Ledger(
                runtimeName,
                number(data, "claimed"),
                number(data, "created"),
                number(data, "stopped"),
                number(data, "ended"),
                code == null ? null : new Failure(ReasonCode.valueOf(code), data.getOrDefault("ended.detail", "")));
    }

    /** Whether the object is this installation's, for this server. */
    public static boolean isOurs(ConfigMap map, KubernetesSpawnerProperties settings, String runtimeName) {
        Map<String, String> labels = map.getMetadata().getLabels();
        return labels != null
                && settings.installation().equals(labels.get(Names.INSTALLATION))
                && runtimeName.equals(labels.get(Names.SERVER));
    }

    /** A new object. */
    public ConfigMap toConfigMap(KubernetesSpawnerProperties settings) {
        Map<String, String> labels = Names.common(settings);
        labels.put(Names.SERVER, runtimeName);
        labels.put("app.kubernetes.io/component", "starts");
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(Names.ledger(settings, runtimeName))
                .withLabels(labels)
                .endMetadata()
                .withData(data())
                .build();
    }

    /** The same object with these words, under its resource version: a write in between makes the update fail. */
    public ConfigMap over(ConfigMap old) {
        return new ConfigMapBuilder(old).withData(data()).build();
    }

    private Map<String, String> data() {
        Map<String, String> data = new TreeMap<>();
        put(data, "claimed", claimed);
        put(data, "created", created);
        put(data, "stopped", stopped);
        if (ended != null) {
            put(data, "ended", endedGeneration);
            data.put("ended.code", ended.code().name());
            data.put("ended.detail", ended.detail());
        }
        return new HashMap<>(data);
    }

    private static void put(Map<String, String> data, String key, long value) {
        if (value > 0) {
            data.put(key, Long.toString(value));
        }
    }

    private static long number(Map<String, String> data, String key) {
        return Long.parseLong(data.getOrDefault(key, "0"));
    }
}
