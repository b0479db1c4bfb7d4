package dev.berth.spawner.docker;

import dev.berth.spawner.docker.Ledger.Mark;
import dev.berth.spawner.docker.engine.Engine;
import dev.berth.spi.spawn.ServerRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * The ledgers of all servers, as empty volumes with labels. An engine has nothing else that can be created at most once, keeps its labels
 * forever, outlives containers and needs no image. Who creates a volume that exists receives the existing one, so a claim is decided by the
 * labels in the response.
 */
final class Ledgers {

    private static final String MARK = "dev.berth.mark";
    private static final String CLAIM = "claim";
    private static final String DETAIL = "dev.berth.detail";

    /** How much of a container's id a volume's name has. */
    private static final int SHORT_ID = 12;

    private final Engine engine;
    private final Names names;

    /** Distinguishes this process from others, also from an earlier one with the same pid. */
    private final String claimant = UUID.randomUUID().toString();

    Ledgers(Engine engine, Names names) {
        this.engine = engine;
        this.names = names;
    }

    String claimant() {
        return claimant;
    }

    Ledger read(String runtimeName) {
        List<Ledger.Entry> entries = new ArrayList<>();
        for (JsonNode volume : volumes(runtimeName)) {
            JsonNode labels = volume.path("Labels");
            Mark mark = Mark.valueOf(labels.path(MARK).asString().toUpperCase(Locale.ROOT));
            entries.add(new Ledger.Entry(
                    Names.ref(labels).generation(), mark, labels.path(DETAIL).asString("")));
        }
        return Ledger.of(entries);
    }

    /** Claims a start for this process, unless it was claimed or buried before. */
    void claim(ServerRef ref) {
        create(ref, CLAIM, Mark.CLAIM, claimant);
    }

    /** Makes sure that this generation is never started, unless somebody has claimed it. */
    void bury(ServerRef ref) {
        create(ref, CLAIM, Mark.TOMB, "");
    }

    void mark(ServerRef ref, Mark mark) {
        create(ref, mark.word(), mark, "");
    }

    void mark(ServerRef ref, Mark mark, String containerId) {
        create(ref, mark.word() + "-" + containerId.substring(0, SHORT_ID), mark, containerId);
    }

    /** Removes what is on record about generations up to this one, claims last: they make older generations and what is left void. */
    void removeUpTo(ServerRef ref) {
        List<JsonNode> covered = volumes(ref.runtimeName()).stream()
                .filter(volume -> Names.ref(volume.path("Labels")).generation() <= ref.generation())
                .toList();
        remove(covered, false);
        remove(covered, true);
    }

    private void remove(List<JsonNode> volumes, boolean claims) {
        volumes.stream()
                .map(volume -> volume.path("Name").asString())
                .filter(name -> name.endsWith("." + CLAIM) == claims)
                .forEach(name -> engine.delete("/volumes/" + name));
    }

    private List<JsonNode> volumes(String runtimeName) {
        List<JsonNode> volumes = new ArrayList<>();
        engine.get("/volumes?" + names.filter(runtimeName)).path("Volumes").forEach(volumes::add);
        return volumes;
    }

    private void create(ServerRef ref, String name, Mark mark, String detail) {
        Map<String, String> labels = new HashMap<>(names.labels(ref));
        labels.put(MARK, mark.word());
        labels.put(DETAIL, detail);
        engine.post("/volumes/create", Map.of("Name", names.mark(ref, name), "Labels", labels));
    }
}
