package dev.berth.spawner.local;

import java.nio.file.Path;
import java.util.List;

/** The command line of the server that a user gets when the profile names no other. */
final class JupyterLab {

    private JupyterLab() {}

    static List<String> command(Path python, Path home, String basePath, int port) {
        return List.of(
                python.toString(),
                "-m",
                "jupyterlab",
                "--no-browser",
                "--ip=127.0.0.1",
                "--port=" + port,
                // Another port than the claimed one would be another server's.
                "--ServerApp.port_retries=0",
                "--ServerApp.base_url=" + basePath,
                "--ServerApp.root_dir=" + home,
                // Browsers reach it under the hub's public name, which the proxy keeps in the Host header.
                "--ServerApp.allow_remote_access=True",
                "--ServerApp.trust_xheaders=True",
                "--ServerApp.allow_password_change=False",
                // No request to the world that nobody asked for.
                "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
                "--LabApp.news_url=None",
                "--LabApp.extension_manager=readonly");
    }
}
