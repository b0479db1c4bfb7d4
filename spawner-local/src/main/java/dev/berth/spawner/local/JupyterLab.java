package dev.berth.spawner.local;

import dev.berth.spi.spawn.StartRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a user's server when the profile does not set a command. */
final class JupyterLab {

    private JupyterLab() {}

    static List<String> command(Path python, Path home, StartRequest request, int port) {
        List<String> words = new ArrayList<>(List.of(
                python.toString(),
                "-m",
                "jupyterlab",
                "--no-browser",
                "--ip=127.0.0.1",
                "--port=" + port,
                // Any port other than the claimed one may belong to another server.
                "--ServerApp.port_retries=0",
                "--ServerApp.base_url=" + request.basePath(),
                "--ServerApp.root_dir=" + home,
                // Browsers reach the server under the hub's public name, which the proxy keeps in the Host header.
                "--ServerApp.allow_remote_access=True",
                "--ServerApp.trust_xheaders=True",
                "--ServerApp.allow_password_change=False",
                // Settings in the user's own files that change how the server listens would make it unreachable.
                "--ServerApp.certfile=",
                "--ServerApp.keyfile=",
                "--ServerApp.client_ca=",
                "--ServerApp.sock=",
                // The server must not send requests to the internet that no user asked for.
                "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
                "--LabApp.news_url=None",
                "--LabApp.extension_manager=readonly"));
        words.addAll(hub(request));
        return words;
    }

    /**
     * Tells JupyterLab about its hub. JupyterLab then has a menu that leads back to the hub, and it omits its token from its pages
     * (labapp.py, {@code hub_prefix}): scripts in a browser do not need the token, because the proxy sends it.
     */
    private static List<String> hub(StartRequest request) {
        String base = request.environment().get("JUPYTERHUB_BASE_URL");
        if (base == null) {
            return List.of();
        }
        String setting = "--ServerApp.tornado_settings=";
        return List.of(
                setting + "hub_prefix=" + base + "hub/",
                setting + "hub_host=" + request.environment().getOrDefault("JUPYTERHUB_HOST", ""),
                setting + "user=" + request.owner().name());
    }
}
