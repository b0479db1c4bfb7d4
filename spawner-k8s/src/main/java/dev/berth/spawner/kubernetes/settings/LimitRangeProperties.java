package dev.berth.spawner.kubernetes.settings;

import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of each container in the users' namespace, by resource.
 *
 * @param max the most that a container may have
 * @param min the least that it must ask for
 * @param limits what it is limited to where nothing else says so
 * @param requests what it asks for where nothing else says so
 */
public record LimitRangeProperties(
        @DefaultValue Map<String, String> max,
        @DefaultValue Map<String, String> min,
        @DefaultValue Map<String, String> limits,
        @DefaultValue Map<String, String> requests) {

    public LimitRangeProperties {
        max = Map.copyOf(max);
        min = Map.copyOf(min);
        limits = Map.copyOf(limits);
        requests = Map.copyOf(requests);
    }

    public boolean isEmpty() {
        return max.isEmpty() && min.isEmpty() && limits.isEmpty() && requests.isEmpty();
    }
}
