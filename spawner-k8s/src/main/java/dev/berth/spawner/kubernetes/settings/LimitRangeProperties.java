package dev.berth.spawner.kubernetes.settings;

import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds for each container in the users' namespace, by resource.
 *
 * @param max the maximum for a container
 * @param min the minimum that a container must request
 * @param limits the default limit
 * @param requests the default request
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
