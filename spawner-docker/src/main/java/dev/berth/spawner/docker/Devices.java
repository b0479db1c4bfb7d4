package dev.berth.spawner.docker;

import dev.berth.spawner.docker.engine.Engine;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.ServerRef;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Gives out whole devices, such as GPUs, each to one server at a time. The engine itself gives the same GPU to any number of containers.
 *
 * <p>Who has a device is on record as a volume with a number: the highest number counts, and taking a device that is free means creating the
 * next one, which one caller can do. A number is never used again, so a hub that was frozen cannot take a device that has changed hands since.
 */
final class Devices {

    private static final String DEVICE = "dev.berth.device";
    private static final String NUMBER = "dev.berth.number";
    private static final String HOLDER = "dev.berth.holder";

    /** A start that has not created its container for so long has failed, or its hub has died. */
    private static final Duration UNUSED = Duration.ofMinutes(1);

    private final Engine engine;
    private final Names names;
    private final Ledgers ledgers;
    private final Containers containers;
    private final Map<String, List<String>> offered;

    Devices(Engine engine, Names names, Ledgers ledgers, Containers containers, Map<String, List<String>> offered) {
        this.engine = engine;
        this.names = names;
        this.ledgers = ledgers;
        this.containers = containers;
        this.offered = offered;
    }

    /** Why so many can never be given out, or null. */
    @Nullable Failure impossible(Map<String, Integer> wanted) {
        for (Map.Entry<String, Integer> each : wanted.entrySet()) {
            int total = offered.getOrDefault(each.getKey(), List.of()).size();
            if (total == 0) {
                return Failure.of(ReasonCode.LIMIT_UNENFORCEABLE, "docker.device.none", each.getKey());
            }
            if (each.getValue() > total) {
                return Failure.of(ReasonCode.QUOTA, "docker.device.too-many", each.getValue(), each.getKey(), total);
            }
        }
        return null;
    }

    /** What became of a request: the devices, or why there are none now. */
    record Taken(List<String> ids, @Nullable Failure failure) {}

    /** Takes devices for a start; those that it has already are kept. */
    Taken take(ServerRef ref, Map<String, Integer> wanted) {
        List<String> taken = new ArrayList<>();
        for (Map.Entry<String, Integer> each : wanted.entrySet()) {
            List<String> ids = take(ref, each.getValue(), offered.getOrDefault(each.getKey(), List.of()));
            if (ids.size() < each.getValue()) {
                return new Taken(List.of(), inUse(each.getKey(), each.getValue()));
            }
            taken.addAll(ids);
        }
        return new Taken(List.copyOf(taken), null);
    }

    private Failure inUse(String resource, int wanted) {
        int total = offered.getOrDefault(resource, List.of()).size();
        return wanted == 1
                ? Failure.of(ReasonCode.QUOTA_IN_USE, "docker.device.none-free", resource, total)
                : Failure.of(ReasonCode.QUOTA_IN_USE, "docker.device.too-few-free", wanted, resource, total);
    }

    /** Whether a start still has these devices. */
    boolean has(ServerRef ref, List<String> ids) {
        Map<String, Holding> holdings = ids.isEmpty() ? Map.of() : holdings();
        return ids.stream().allMatch(id -> isOf(holdings.get(id), ref));
    }

    private List<String> take(ServerRef ref, int count, List<String> ids) {
        Map<String, Holding> holdings = holdings();
        List<String> own =
                ids.stream().filter(id -> isOf(holdings.get(id), ref)).toList();
        List<String> free = ids.stream()
                .filter(id -> !own.contains(id))
                .filter(id -> holdings.get(id) == null || isOver(holdings.get(id)))
                .toList();
        if (own.size() + free.size() < count) {
            // Nothing is taken, so that of two people who want everything one gets it.
            return List.of();
        }
        List<String> taken = new ArrayList<>(own);
        for (String id : free) {
            if (taken.size() < count && take(ref, id, holdings.get(id))) {
                taken.add(id);
            }
        }
        return taken.subList(0, Math.min(count, taken.size()));
    }

    private boolean take(ServerRef ref, String id, @Nullable Holding before) {
        long number = before == null ? 1 : before.number() + 1;
        Map<String, String> labels = Map.of(
                Names.INSTALLATION, names.installation(), DEVICE, id, NUMBER, Long.toString(number), HOLDER, text(ref));
        engine.post("/volumes/create", Map.of("Name", name(id, number), "Labels", labels));
        boolean mine = isOf(holdings().get(id), ref);
        if (mine && before != null) {
            engine.delete("/volumes/" + name(id, before.number()));
        }
        return mine;
    }

    /** Who has a device. */
    private record Holding(long number, String holder, Instant since) {}

    private Map<String, Holding> holdings() {
        Map<String, Holding> newest = new HashMap<>();
        String filter =
                Names.filters(Map.of("label", List.of(Names.INSTALLATION + "=" + names.installation(), DEVICE)));
        for (JsonNode volume : engine.get("/volumes?" + filter).path("Volumes")) {
            JsonNode labels = volume.path("Labels");
            Holding holding = new Holding(
                    Long.parseLong(labels.path(NUMBER).asString()),
                    labels.path(HOLDER).asString(),
                    instant(volume.path("CreatedAt").asString()));
            newest.merge(
                    labels.path(DEVICE).asString(),
                    holding,
                    (one, other) -> one.number() > other.number() ? one : other);
        }
        return newest;
    }

    /** Whether the start that has the device can no longer use it. A container that it has not started is removed for that. */
    private boolean isOver(Holding holding) {
        ServerRef ref = ref(holding.holder());
        Ledger ledger = ledgers.read(ref.runtimeName());
        Ledger.Start start = ledger.of(ref.generation());
        var container = containers.of(ref);
        if (container.isPresent() && !container.get().isUntouched()) {
            return !container.get().isRunning();
        }
        boolean over =
                !start.isClaimed() || ledger.isOver(ref.generation()) || (container.isEmpty() && start.mayHaveRun());
        return (over || isUnused(holding))
                && container.map(Container::id).map(containers::remove).orElse(true);
    }

    private boolean isUnused(Holding holding) {
        Instant now = instant(engine.get("/info").path("SystemTime").asString());
        return holding.since().plus(UNUSED).isBefore(now);
    }

    private static boolean isOf(@Nullable Holding holding, ServerRef ref) {
        return holding != null && holding.holder().equals(text(ref));
    }

    /** The engine's clock, on both sides of each comparison. */
    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private String name(String id, long number) {
        return names.installation() + ".device." + id + "." + number;
    }

    private static String text(ServerRef ref) {
        return ref.runtimeName() + "." + ref.generation();
    }

    private static ServerRef ref(String text) {
        int dot = text.lastIndexOf('.');
        return new ServerRef(text.substring(0, dot), Long.parseLong(text.substring(dot + 1)));
    }
}
