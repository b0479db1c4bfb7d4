package dev.berth.spawner.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Defaults of JupyterLab's settings that every server gets, as a folder of {@code JUPYTER_CONFIG_PATH}. They are defaults only: what users
 * choose in their own settings goes before. Without them JupyterLab asks each user at the first start whether it may fetch news.
 *
 * @param folder the folder for {@code JUPYTER_CONFIG_PATH}; every user can read it
 */
record JupyterDefaults(Path folder) {

    private static final String FILE = "default_setting_overrides.json";

    /** Writes them, if they are not there as they should be. */
    void prepare() throws IOException {
        Path labconfig = folder.resolve("labconfig");
        for (Path each : List.of(folder.getParent(), folder, labconfig)) {
            Files.createDirectories(each);
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Path file = labconfig.resolve(FILE);
        String text = Resources.text(FILE);
        if (Files.exists(file) && Files.readString(file).equals(text)) {
            return;
        }
        Path draft = Files.createTempFile(labconfig, FILE, ".new");
        Files.writeString(draft, text, StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
