package dev.berth.e2e.harness;

import java.nio.file.Files;
import java.nio.file.Path;

/** The working tree to which these tests belong. */
public final class Project {

    private static final Path ROOT = root();

    private Project() {}

    public static Path file(String path) {
        return ROOT.resolve(path);
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("bin/berth")) ? here : here.getParent();
    }
}
