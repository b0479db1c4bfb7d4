package dev.berth.spawner.local;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The Python with JupyterLab that servers run. */
final class JupyterEnvironment {

    private final @Nullable Path configured;

    JupyterEnvironment(Path berthHome, @Nullable Path configured, long hubUid) {
        this.configured = configured;
    }

    void prepare(Consumer<String> progress) {
        progress.accept("Using " + configured);
    }

    @Nullable Path python() {
        return configured;
    }

    List<String> problems() {
        return configured == null ? List.of("No Python is configured: set berth.spawner.local.python.") : List.of();
    }
}
