package dev.berth.spawner.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Default JupyterLab settings for every server, as a folder in {@code JUPYTER_CONFIG_PATH}. They are only defaults: a user's own settings
 * take precedence. Without them JupyterLab asks each user at the first start whether it may fetch news.
 *
 * @param folder the folder for {@code JUPYTER_CONFIG_PATH}; every user can read it
 */
record JupyterDefaults(Path folder) {

    private static final String FILE = "default_setting_overrides.json";

    /** Writes the settings if they are missing or outdated. */
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
