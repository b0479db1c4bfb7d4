package dev.berth.hub.profile;

import dev.berth.spi.route.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The available profiles.
 *
 * @param profiles in the order in which they are shown
 * @param standardProfile the only profile if none is declared: the spawner's default JupyterLab
 */
@ConfigurationProperties("berth")
record ProfileProperties(
        @DefaultValue List<Declared> profiles, @DefaultValue Declared standardProfile) {

    /** The profiles that people can start: those that are declared, or the standard one. */
    List<Declared> offered() {
        return profiles.isEmpty() ? List.of(standardProfile) : profiles;
    }

    ProfileProperties {
        profiles = List.copyOf(profiles);
    }

    /**
     * One profile.
     *
     * @param name stable name: lower-case letters, digits and hyphens, at most 40 characters
     * @param displayName the display name; the name if empty
     * @param description a one-sentence description
     * @param groups groups whose members can use it; everybody if empty
     * @param image the image to run, in the spawner's terms; the spawner's default if empty
     * @param command program and arguments; if empty, JupyterLab, or jupyterhub-singleuser with the mode self
     * @param environment environment variables for the server
     * @param memory memory limit, such as 32GB; none if absent
     * @param cpu CPU limit, such as 2 or 0.5; none if 0
     * @param gpus number of GPUs
     * @param gpuResource the resource name of a GPU
     * @param startTimeout how long a start can take
     * @param idleTimeout idle time before the server is stopped; 0 for never
     * @param maxAge maximum lifetime of the server; 0 for no limit
     * @param stopGrace how long the server can take to save its work when it is stopped
     * @param mode edge, where the proxy authorizes visitors, or self, where the server does so by JupyterHub's OAuth
     * @param jupyter whether it supports Jupyter's API for kernels and terminals
     * @param landing the page to open first, relative to the server's path
     * @param options the options that a person can set when starting it
     * @param template the spawner's template for settings that only its runtime has, such as nodes; the default template if empty
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
