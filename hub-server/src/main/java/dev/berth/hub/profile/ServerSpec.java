package dev.berth.hub.profile;

import dev.berth.spi.route.Route;
import dev.berth.spi.spawn.Limits;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A profile with all options applied: the configuration of one start. Stored as JSON with the server's row.
 *
 * @param profile the profile's name
 * @param startTimeout how long it can take until it responds
 * @param idleTimeout idle time before it is stopped; zero for never
 * @param maxAge maximum lifetime; zero for no limit
 * @param stopGrace how long it can take to save its work when it is stopped
 * @param mode who authorizes visitors; a server that does not authenticate them itself is always EDGE
 * @param jupyter whether it supports Jupyter's {@code /api/kernels} and {@code /api/terminals}
 * @param landing the page to open first, relative to the server's path, without a leading slash
 * @param gpuResource the resource name of a GPU
 * @param options the chosen values, by option name
 * @param given the values that a program sent in addition to the profile's name, if the profile does not have options: stored unchanged,
 *     like JupyterHub's {@code user_options}
 * @param template the spawner's template; empty for the default template
 */
public record ServerSpec(
        String profile,
        String displayName,
        String image,
        List<String> command,
        Map<String, String> environment,
        Limits limits,
        Duration startTimeout,
        Duration idleTimeout,
        Duration maxAge,
        Duration stopGrace,
        Route.Mode mode,
        boolean jupyter,
        String landing,
        String gpuResource,
        Map<String, String> options,
        Map<String, @Nullable Object> given,
        String template) {

    public ServerSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        // Rows of an older release do not contain these fields.
        template = template == null ? "" : template;
        gpuResource = gpuResource == null ? "nvidia.com/gpu" : gpuResource;
        options = options == null ? Map.of() : Map.copyOf(options);
        // Values may be null.
        given = given == null
                ? Map.of()
                : Collections.unmodifiableMap(new LinkedHashMap<String, @Nullable Object>(given));
    }

    ServerSpec with(String otherImage, Map<String, String> otherEnvironment, Limits otherLimits, String otherTemplate) {
        return new ServerSpec(
                profile,
                displayName,
                otherImage,
                command,
                otherEnvironment,
                otherLimits,
                startTimeout,
                idleTimeout,
                maxAge,
                stopGrace,
                mode,
                jupyter,
                landing,
                gpuResource,
                options,
                given,
                otherTemplate);
    }

    ServerSpec withOptions(Map<String, String> chosen, Map<String, ? extends @Nullable Object> asGiven) {
        return new ServerSpec(
                profile,
                displayName,
                image,
                command,
                environment,
                limits,
                startTimeout,
                idleTimeout,
                maxAge,
                stopGrace,
                mode,
                jupyter,
                landing,
                gpuResource,
                chosen,
                new LinkedHashMap<String, @Nullable Object>(asGiven),
                template);
    }
}
