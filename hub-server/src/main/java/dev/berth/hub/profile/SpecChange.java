package dev.berth.hub.profile;

import dev.berth.spi.spawn.Limits;
import java.util.HashMap;
import java.util.Map;

/**
 * The changes that a choice makes to a profile; everything else stays the same.
 *
 * @param image empty for the profile's
 * @param memoryBytes -1 for the profile's
 * @param cpuMillis -1 for the profile's
 * @param devices devices that replace the profile's with the same name; 0 removes one
 * @param environment environment variables that override the profile's
 * @param template empty for the profile's
 */
public record SpecChange(
        String image,
        long memoryBytes,
        long cpuMillis,
        Map<String, Integer> devices,
        Map<String, String> environment,
        String template) {

    private static final long AS_IT_IS = -1;

    public SpecChange {
        devices = Map.copyOf(devices);
        environment = Map.copyOf(environment);
    }

    static SpecChange memory(long bytes) {
        return new SpecChange("", bytes, AS_IT_IS, Map.of(), Map.of(), "");
    }

    static SpecChange cpu(long millis) {
        return new SpecChange("", AS_IT_IS, millis, Map.of(), Map.of(), "");
    }

    static SpecChange devices(String resource, int count) {
        return new SpecChange("", AS_IT_IS, AS_IT_IS, Map.of(resource, count), Map.of(), "");
    }

    static SpecChange variable(String name, String value) {
        return new SpecChange("", AS_IT_IS, AS_IT_IS, Map.of(), Map.of(name, value), "");
    }

    ServerSpec applyTo(ServerSpec spec) {
        Limits limits = spec.limits();
        Map<String, Integer> counted = new HashMap<>(limits.devices());
        counted.putAll(devices);
        counted.values().removeIf(count -> count == 0);
        Map<String, String> variables = new HashMap<>(spec.environment());
        variables.putAll(environment);
        Limits changed = new Limits(
                memoryBytes == AS_IT_IS ? limits.memoryBytes() : memoryBytes,
                cpuMillis == AS_IT_IS ? limits.cpuMillis() : cpuMillis,
                counted);
        return spec.with(
                image.isEmpty() ? spec.image() : image,
                variables,
                changed,
                template.isEmpty() ? spec.template() : template);
    }
}
