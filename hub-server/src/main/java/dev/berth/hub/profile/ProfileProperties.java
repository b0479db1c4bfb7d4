package dev.berth.hub.profile;

import dev.berth.spi.route.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The profiles on offer.
 *
 * @param profiles in the order in which they are shown
 * @param standardProfile the one profile there is when none is declared: JupyterLab as the spawner has it
 */
@ConfigurationProperties("berth")
record ProfileProperties(
        @DefaultValue List<Declared> profiles, @DefaultValue Declared standardProfile) {

    ProfileProperties {
        profiles = List.copyOf(profiles);
    }

    /**
     * One profile.
     *
     * @param name stable name: lower-case letters, digits and hyphens, at most 40 characters
     * @param displayName what people read; the name if empty
     * @param description one sentence under it
     * @param groups who may use it: members of any of these groups; everybody if empty
     * @param image what to run, in the spawner's terms; the spawner's own if empty
     * @param command program and arguments; JupyterLab if empty
     * @param environment variables for the server
     * @param memory limit of memory, such as 32GB; none if absent
     * @param cpu limit of processors, such as 2 or 0.5; none if 0
     * @param gpus number of GPUs
     * @param gpuResource the counted device that a GPU is
     * @param startTimeout how long a start may take
     * @param idleTimeout after how long without use it is stopped; 0 for never
     * @param maxAge after how long it is stopped in any case; 0 for never
     * @param stopGrace how long it may take to save its work
     * @param mode edge, where the proxy decides about visitors, or self, where the server does by JupyterHub's OAuth
     * @param jupyter whether it answers Jupyter's API about kernels and terminals
     * @param landing what to open first, below the server's own path
     * @param options what a person may choose when they start it
     * @param template the spawner's template for what only its runtime knows, such as nodes; its usual one if empty
     */
    record Declared(
            @DefaultValue("jupyterlab") String name,
            @DefaultValue("") String displayName,
            @DefaultValue("") String description,
            @DefaultValue List<String> groups,
            @DefaultValue("") String image,
            @DefaultValue List<String> command,
            @DefaultValue Map<String, String> environment,
            @DefaultValue("0B") DataSize memory,
            @DefaultValue("0") double cpu,
            @DefaultValue("0") int gpus,
            @DefaultValue("nvidia.com/gpu") String gpuResource,
            @DefaultValue("120s") Duration startTimeout,
            @DefaultValue("30m") Duration idleTimeout,
            @DefaultValue("0s") Duration maxAge,
            @DefaultValue("10s") Duration stopGrace,
            @DefaultValue("edge") Route.Mode mode,
            @DefaultValue("true") boolean jupyter,
            @DefaultValue("lab") String landing,
            @DefaultValue List<DeclaredOption> options,
            @DefaultValue("") String template) {}
}
