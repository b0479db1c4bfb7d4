package dev.berth.spawner.kubernetes.model;

import dev.berth.spi.spawn.StartRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a server's container runs. These are a container's {@code args}: {@code command} would replace the image's entry point, which
 * makes the account and buries orphans.
 */
final class ServerProgram {

    private static final String ANY = "0.0.0.0";

    private ServerProgram() {}

    static List<String> arguments(Rendering rendering) {
        StartRequest request = rendering.request();
        int port = rendering.settings().port();
        return request.command().isEmpty()
                ? jupyterLab(rendering)
                : request.command().stream()
                        .map(word -> escape(word.replace("{port}", Integer.toString(port))
                                .replace("{ip}", ANY)
                                .replace("{base-path}", request.basePath())))
                        .toList();
    }

    /** The kubelet replaces $(NAME) in arguments; $$ keeps it from that. */
    private static String escape(String word) {
        return word.replace("$(", "$$(");
    }

    private static List<String> jupyterLab(Rendering rendering) {
        StartRequest request = rendering.request();
        List<String> words = new ArrayList<>(List.of(
                "jupyter",
                "lab",
                "--no-browser",
                "--ip=" + ANY,
                "--port=" + rendering.settings().port(),
                "--ServerApp.port_retries=0",
                "--ServerApp.base_url=" + request.basePath(),
                "--ServerApp.root_dir=" + rendering.settings().home().mountPath(),
                // Browsers reach it under the hub's public name, which the proxy keeps in the Host header.
                "--ServerApp.allow_remote_access=True",
                "--ServerApp.trust_xheaders=True",
                "--ServerApp.allow_password_change=False",
                // No request to the world that nobody asked for.
                "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
                "--LabApp.news_url=None",
                "--LabApp.extension_manager=readonly"));
        String base = request.environment().get("JUPYTERHUB_BASE_URL");
        if (base != null) {
            // It then has a menu that leads back to the hub, and leaves its token out of its pages (labapp.py,
            // hub_prefix).
            String setting = "--ServerApp.tornado_settings=";
            words.add(setting + "hub_prefix=" + base + "hub/");
            words.add(setting + "hub_host=" + request.environment().getOrDefault("JUPYTERHUB_HOST", ""));
            words.add(setting + "user=" + request.owner().name());
        }
        return words.stream().map(ServerProgram::escape).toList();
    }

    /** Variables whose values go into the Secret: who may read the pod must not read them. */
    static Map<String, String> secretEnvironment(Rendering rendering) {
        Map<String, String> environment = new TreeMap<>(rendering.settings().environment());
        environment.putAll(rendering.request().environment());
        environment.put("JUPYTER_TOKEN", rendering.request().token().value());
        openEnvironment(rendering).keySet().forEach(environment::remove);
        return environment;
    }

    /** Variables that nobody but Berth decides about, and that anybody may read. */
    static Map<String, String> openEnvironment(Rendering rendering) {
        Map<String, String> environment = new TreeMap<>();
        String home = rendering.settings().home().mountPath();
        environment.put("HOME", home);
        environment.put("JUPYTER_CONFIG_PATH", Files.FOLDER);
        environment.put(
                "BERTH_GPUS", Integer.toString(Devices.gpus(rendering.request().limits())));
        if (!Devices.hasNvidia(rendering.request().limits())) {
            // Images say "all" here, and where nvidia is the default runtime that gives every GPU to a pod that asked
            // for none
            // (k8s-device-plugin#61).
            environment.put("NVIDIA_VISIBLE_DEVICES", "void");
        }
        return environment;
    }
}
