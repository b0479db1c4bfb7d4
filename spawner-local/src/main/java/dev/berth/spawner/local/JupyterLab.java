package dev.berth.spawner.local;

import dev.berth.spawner.base.JupyterLabArguments;
import dev.berth.spi.spawn.StartRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a user's server when the profile does not set a command. */
final class JupyterLab {

    private JupyterLab() {}

    static List<String> command(Path python, Path home, StartRequest request, int port) {
        List<String> words = new ArrayList<>(List.of(python.toString(), "-m", "jupyterlab"));
        words.addAll(JupyterLabArguments.of(request, "127.0.0.1", port, home.toString()));
        return words;
    }
}
