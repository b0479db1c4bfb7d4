package dev.berth.spawner.base;

import dev.berth.spi.spawn.StartRequest;
import java.util.ArrayList;
import java.util.List;

/** The arguments of JupyterLab as a user's server, without the program itself. */
public final class JupyterLabArguments {

    private JupyterLabArguments() {}

    /**
     * The arguments of a server that listens at this address.
     *
     * @param folder where the file browser begins, usually the home directory
     */
    public static List<String> of(StartRequest request, String ip, int port, String folder) {
        List<String> words = new ArrayList<>(List.of(
                "--no-browser",
                "--ip=" + ip,
                "--port=" + port,
                // Any port other than the given one may belong to another server, or no proxy knows it.
                "--ServerApp.port_retries=0",
                "--ServerApp.base_url=" + request.basePath(),
                "--ServerApp.root_dir=" + folder,
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
