package dev.berth.spawner.kubernetes.model;

import dev.berth.spawner.base.AccountFiles;
import dev.berth.spawner.base.JupyterLabArguments;
import dev.berth.spi.spawn.StartRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The program of a server's container. It is set as the container's {@code args}: {@code command} would replace the image's entry point,
 * which creates the account and reaps orphaned processes.
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
                        .map(word -> escape(request.at(word, ANY, port)))
                        .toList();
    }

    /** The kubelet expands $(NAME) in arguments; $$ prevents that. */
    private static String escape(String word) {
        return word.replace("$(", "$$(");
    }

    private static List<String> jupyterLab(Rendering rendering) {
        StartRequest request = rendering.request();
        List<String> words = new ArrayList<>(List.of("jupyter", "lab"));
        words.addAll(JupyterLabArguments.of(
                request,
                ANY,
                rendering.settings().port(),
                rendering.settings().home().mountPath()));
        return words.stream().map(ServerProgram::escape).toList();
    }

    /** Variables whose values are stored in the Secret, because not everyone who can read the pod is allowed to read them. */
    static Map<String, String> secretEnvironment(Rendering rendering) {
        Map<String, String> environment = new TreeMap<>(rendering.settings().environment());
        environment.putAll(
                rendering.request().environment(ANY, rendering.settings().port()));
        environment.put("JUPYTER_TOKEN", rendering.request().token().value());
        openEnvironment(rendering).keySet().forEach(environment::remove);
        return environment;
    }

    /** Variables that only Berth sets and that everybody can read. */
    static Map<String, String> openEnvironment(Rendering rendering) {
        Map<String, String> environment = new TreeMap<>();
        String home = rendering.settings().home().mountPath();
        environment.put("HOME", home);
        environment.put("JUPYTER_CONFIG_PATH", AccountFiles.FOLDER);
        environment.put(
                "BERTH_GPUS", Integer.toString(Devices.gpus(rendering.request().limits())));
        if (!Devices.hasNvidia(rendering.request().limits())) {
            // Images set this to "all", which gives every GPU to a pod that did not request one if nvidia is the
            // default runtime
            // (k8s-device-plugin#61).
            environment.put("NVIDIA_VISIBLE_DEVICES", "void");
        }
        return environment;
    }
}
