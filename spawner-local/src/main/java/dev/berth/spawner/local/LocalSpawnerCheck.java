package dev.berth.spawner.local;

import dev.berth.spi.check.ConfigurationCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks that this machine has what local servers need. */
final class LocalSpawnerCheck implements ConfigurationCheck {

    @Override
    public void check(Settings settings, Problems problems) {
        String type = settings.value("berth.spawner.type");
        if (type != null && !type.equals("local")) {
            return;
        }
        settings.bound(LocalSpawnerProperties.class).ifPresent(properties -> {
            program("berth.spawner.local.python", properties.python(), problems);
            command(properties.command(), problems);
        });
    }

    private static void program(String key, @org.jspecify.annotations.Nullable Path python, Problems problems) {
        if (python != null && !python.toString().isEmpty() && !Files.isExecutable(python)) {
            problems.add(
                    key,
                    key + " is \"" + python
                            + "\", which is not an executable program. Set it to the path of a Python with JupyterLab,"
                            + " or remove the key");
        }
    }

    private static void command(List<String> command, Problems problems) {
        if (!command.isEmpty()
                && command.getFirst().startsWith("/")
                && !Files.isExecutable(Path.of(command.getFirst()))) {
            problems.add(
                    "berth.spawner.local.command",
                    "berth.spawner.local.command begins with \"" + command.getFirst()
                            + "\", which is not an executable program");
        }
    }
}
