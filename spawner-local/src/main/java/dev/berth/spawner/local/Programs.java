package dev.berth.spawner.local;

import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.StartRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a start request into the program that the server runs. */
record Programs(LocalSpawnerProperties properties, JupyterEnvironment jupyter) {

    private static final String IP = "127.0.0.1";

    /** Whether the server is JupyterLab, which requires its token, and not a custom program. */
    boolean isJupyterLab(StartRequest request) {
        return request.command().isEmpty() && properties.command().isEmpty();
    }

    /** Why the program cannot be run, or null. */
    @Nullable String problem(StartRequest request) {
        return isJupyterLab(request) && jupyter.python() == null ? String.join(" ", jupyter.problems()) : null;
    }

    Program of(StartRequest request, Path home, int port, String nodeId) {
        return new Program(environment(request, home, port, nodeId), home.toString(), command(request, home, port));
    }

    private List<String> command(StartRequest request, Path home, int port) {
        Path python = jupyter.python();
        if (isJupyterLab(request) && python != null) {
            return JupyterLab.command(python, home, request, port);
        }
        List<String> words = request.command().isEmpty() ? properties.command() : request.command();
        return words.stream().map(word -> request.at(word, IP, port)).toList();
    }

    /** The last variables cannot be overridden by a profile: the spawner identifies processes by them, or the proxy relies on them. */
    private Map<String, String> environment(StartRequest request, Path home, int port, String nodeId) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("LANG", "C.UTF-8");
        environment.put("SHELL", Files.isExecutable(Path.of("/bin/bash")) ? "/bin/bash" : "/bin/sh");
        environment.put("PATH", path(request));
        environment.putAll(properties.environment());
        environment.putAll(request.environment(IP, port));
        if (isJupyter(request)) {
            // Appended, so that a profile's own folders take precedence.
            environment.merge(
                    "JUPYTER_CONFIG_PATH", jupyter.configuration().toString(), (own, ours) -> own + ":" + ours);
        }
        environment.put("HOME", home.toString());
        environment.put("USER", request.owner().name());
        environment.put("LOGNAME", request.owner().name());
        environment.put("JUPYTER_TOKEN", request.token().value());
        ServerRef ref = request.ref();
        environment.put(Marker.VARIABLE, Marker.value(ref, nodeId));
        return environment;
    }

    /**
     * The environment's own programs come first, so that {@code jupyter} and {@code python} in a terminal are the same as in the notebook.
     */
    private String path(StartRequest request) {
        Path python = jupyter.python();
        return isJupyter(request) && python != null ? python.getParent() + ":" + Supervisor.PATH : Supervisor.PATH;
    }

    /** Whether it comes from the environment: JupyterLab itself, or JupyterHub's single-user server, which begins JupyterLab. */
    private boolean isJupyter(StartRequest request) {
        return isJupyterLab(request) || request.environment().containsKey(StartRequest.SERVICE_URL);
    }
}
