package dev.berth.spawner.docker;

import dev.berth.spawner.docker.engine.Engine;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Limits;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.StartRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the engine can enforce; the engine itself accepts limits that it cannot enforce. */
final class Capabilities {

    private static final Pattern VARIABLE = Pattern.compile("[^=\\x00]{1,200}");

    private final Engine engine;
    private volatile @Nullable JsonNode known;

    Capabilities(Engine engine) {
        this.engine = engine;
    }

    /** Why this can never be started as requested, or null. */
    @Nullable Failure refusal(StartRequest request) {
        if (!request.template().isEmpty()) {
            return Failure.of(ReasonCode.REFUSED, "docker.template", request.template());
        }
        for (var variable : request.environment().entrySet()) {
            if (!VARIABLE.matcher(variable.getKey()).matches()
                    || variable.getValue().indexOf('\0') >= 0) {
                return Failure.of(ReasonCode.REFUSED, "docker.variable", variable.getKey());
            }
        }
        return refusal(request.limits(), info());
    }

    private static @Nullable Failure refusal(Limits limits, JsonNode info) {
        String words = limits.inWords();
        if (limits.memoryBytes() > 0 && limits.memoryBytes() < DockerSpawnerProperties.SMALLEST_MEMORY) {
            return Failure.of(ReasonCode.LIMIT_UNENFORCEABLE, "docker.limit.memory-too-small", words);
        }
        if (limits.memoryBytes() > info.path("MemTotal").asLong(Long.MAX_VALUE)) {
            return Failure.of(ReasonCode.LIMIT_UNENFORCEABLE, "docker.limit.memory-too-large", words);
        }
        if (limits.cpuMillis() > 1000L * info.path("NCPU").asInt(Integer.MAX_VALUE)) {
            return Failure.of(
                    ReasonCode.LIMIT_UNENFORCEABLE,
                    "docker.limit.processors",
                    words,
                    info.path("NCPU").asInt());
        }
        if (limits.cpuMillis() > 0 && !info.path("CpuCfsQuota").asBoolean(false)) {
            return Failure.of(ReasonCode.LIMIT_UNENFORCEABLE, "docker.limit.no-quota", words);
        }
        return null;
    }

    /** The name of the engine's machine. */
    String machine() {
        return info().path("Name").asString("");
    }

    /** What the engine says about itself; asked again for each list of problems. */
    JsonNode ask() {
        JsonNode info = engine.get("/info");
        known = info;
        return info;
    }

    private JsonNode info() {
        JsonNode info = known;
        return info == null ? ask() : info;
    }
}
