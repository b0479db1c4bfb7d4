package dev.berth.spawner.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;

/** The Python with JupyterLab for tests: created by the code under test, in a folder that is kept between runs. */
final class TestEnvironment {

    private static volatile Path python;

    private TestEnvironment() {}

    static synchronized Path python() throws IOException {
        if (python == null) {
            python = prepare();
        }
        return python;
    }

    private static Path prepare() throws IOException {
        Path folder = Path.of(System.getProperty("berth.test.cache", "/var/tmp/berth-test-cache"));
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Instant before = Instant.now();
        JupyterEnvironment environment = new JupyterEnvironment(folder.resolve("jupyter"), null, Machine.ownUid());
        environment.prepare(System.out::println);
        System.out.println("The Python environment took "
                + Duration.between(before, Instant.now()).toSeconds() + " s");
        Path found = environment.python();
        return found == null ? Sandbox.skip(String.join(" ", environment.problems())) : found;
    }
}
