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
 * @param startTimeout how long it may take to answer
 * @param idleTimeout after how long without use it is stopped; zero for never
 * @param maxAge after how long it is stopped whatever happens; zero for never
 * @param stopGrace how long it may take to save its work when it is stopped
 * @param mode who decides about visitors; a server that does not authenticate them itself is always EDGE
 * @param jupyter whether it answers Jupyter's {@code /api/kernels} and {@code /api/terminals}
 * @param landing path below the server's own to open first, without a leading slash
 * @param gpuResource the counted device that a GPU is
 * @param options what was chosen, by names of options
 * @param given what a program gave beside the profile's name, where the profile has no options of its own: kept as it came, as JupyterHub's
 *     {@code user_options}
 * @param template the spawner's template to start it from; empty for its usual one
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
