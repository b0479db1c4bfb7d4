package dev.berth.spawner.kubernetes.model;

import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.Run;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a server's starts beyond the life of any pod; stored in a ConfigMap. The documentation of the parent package explains
 * why it is correct.
 *
 * @param claimed the newest generation whose start was begun
 * @param created the newest generation whose pod was created and found to be still wanted afterwards
 * @param stopped the newest generation that must no longer run
 * @param endedGeneration the generation to which {@code ended} refers; 0 for none
 * @param ended why and when that generation ended, or null
 * @param output the end of what it wrote, if its pod may be gone
 */
public record Ledger(
        String runtimeName,
        long claimed,
        long created,
        long stopped,
        long endedGeneration,
        @Nullable End ended,
        Output output) {

    /** The end of a generation whose pod may be gone. */
    public record End(Failure failure, Run run) {}

    /**
     * The last lines that a generation wrote, which outlive its pod.
     *
     * @param generation 0 for none
     * @param text without tokens; shortened to its end
     */
    public record Output(long generation, String text) {

        public static final Output NONE = new Output(0, "");

        /** Every ledger is kept in the memory of etcd, so the output of thousands of servers must stay small. */
        private static final int MAX = 16 * 1024;

        public Output {
            if (text.length() > MAX) {
                String end = text.substring(text.length() - MAX);
                text = end.substring(end.indexOf('\n') + 1);
            }
        }

        /** As the lines that were kept. */
        public static Output of(long generation, List<String> lines) {
            return new Output(generation, String.join("\n", lines));
        }
    }

    public static Ledger empty(String runtimeName) {
        return new Ledger(runtimeName, 0, 0, 0, 0, null, Output.NONE);
    }

    /** Whether it is too late to start this generation. */
    public boolean isOver(long generation) {
        return generation <= stopped || generation < claimed;
    }

    /** Why this generation ended, if that was recorded. */
    public @Nullable Failure endOf(long generation) {
        return ended != null && endedGeneration == generation ? ended.failure() : null;
    }

    /** When this generation began and ended, as far as that was recorded. */
    public Run runOf(long generation) {
        return ended != null && endedGeneration == generation ? ended.run() : Run.UNKNOWN;
    }

    /** The lines that an earlier generation wrote; empty if they were not kept. */
    public List<String> linesOf(long generation) {
        return output.generation() == generation ? output.text().lines().toList() : List.of();
    }

    /** The output of an older generation is not needed any longer. */
    public Ledger claim(long generation) {
        Output kept = output.generation() < generation ? Output.NONE : output;
        return new Ledger(runtimeName, Math.max(claimed, generation), created, stopped, endedGeneration, ended, kept);
    }

    public Ledger create(long generation) {
        long newest = Math.max(created, generation);
        return new Ledger(runtimeName, claimed, newest, stopped, endedGeneration, ended, output);
    }

    public Ledger stop(long generation) {
        long newest = Math.max(stopped, generation);
        return new Ledger(runtimeName, claimed, created, newest, endedGeneration, ended, output);
    }

    /** Keeps what the newest generation wrote. */
    public Ledger keep(Output lines) {
        return lines.text().isEmpty() || lines.generation() < Math.max(claimed, output.generation())
                ? this
                : new Ledger(runtimeName, claimed, created, stopped, endedGeneration, ended, lines);
    }

    /** Only the first reason recorded for the end of a generation is kept. */
    public Ledger end(long generation, Failure failure, Run run) {
        return generation <= endedGeneration
                ? this
                : new Ledger(runtimeName, claimed, created, stopped, generation, new End(failure, run), output);
    }

    /** Reads the object; an object that somebody else created does not have these fields and is rejected earlier. */
    public static Ledger of(ConfigMap map, String runtimeName) {
        Map<String, String> data = map.getData() == null ? Map.of() : map.getData();
        String code = data.get("ended.code");
        return new Ledger(
                runtimeName,
                number(data, "claimed"),
                number(data, "created"),
                number(data, "stopped"),
                number(data, "ended"),
                code == null
                        ? null
                        : new End(
                                new Failure(ReasonCode.valueOf(code), data.getOrDefault("ended.detail", "")),
                                RunData.of(data)),
                new Output(number(data, "output"), data.getOrDefault("output.text", "")));
    }

    /** Whether the object belongs to this installation and this server. */
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

    /** The same object with these values and its resource version, so that the update fails after a write in between. */
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
            data.put("ended.code", ended.failure().code().name());
            data.put("ended.detail", ended.failure().detail());
            RunData.put(data, ended.run());
        }
        if (output.generation() > 0) {
            put(data, "output", output.generation());
            data.put("output.text", output.text());
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
