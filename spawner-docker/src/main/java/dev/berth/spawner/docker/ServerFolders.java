package dev.berth.spawner.docker;

import dev.berth.spawner.base.AccountFiles;
import dev.berth.spawner.base.HomeFolders;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.StartRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** The folders on the engine's machine that a server sees: its user's home directory, and files that the hub writes for it. */
final class ServerFolders {

    /** Where a server sees the hub's files; a folder for {@code JUPYTER_CONFIG_PATH}. */
    static final String FILES = AccountFiles.FOLDER;

    private final DockerSpawnerProperties settings;
    private final HomeFolders homes;

    ServerFolders(DockerSpawnerProperties settings, long hubUid) {
        this.settings = settings;
        this.homes = new HomeFolders(settings.ownFolder().resolve("homes"), hubUid);
    }

    /** Prepares both; returns why the home directory cannot be used, or null. */
    @Nullable Failure prepare(StartRequest request) throws IOException {
        HomeFolders.passable(settings.ownFolder());
        Failure home = homes.prepare(
                request.home(), request.owner().uid(), request.owner().gid());
        if (home == null) {
            write(request);
        }
        return home;
    }

    /** The mounts of a server. The engine never creates a missing source of a mount, unlike one of a bind. */
    List<Map<String, Object>> mounts(StartRequest request) {
        Path files = files(settings.folder(), request.ref().runtimeName());
        return List.of(
                bind(settings.folder().resolve("homes").resolve(request.home()), settings.homePath(), false),
                bind(files, FILES, true),
                bind(files.resolve(AccountFiles.PASSWD), "/etc/passwd", true),
                bind(files.resolve(AccountFiles.GROUP), "/etc/group", true));
    }

    /** Removes the hub's files for a server; the home directory stays. */
    void remove(String runtimeName) throws IOException {
        FileSystemUtils.deleteRecursively(files(settings.ownFolder(), runtimeName));
    }

    private static Path files(Path folder, String runtimeName) {
        return folder.resolve("files").resolve(runtimeName);
    }

    private static Map<String, Object> bind(Path source, String target, boolean readOnly) {
        return Map.of("Type", "bind", "Source", source.toString(), "Target", target, "ReadOnly", readOnly);
    }

    private void write(StartRequest request) throws IOException {
        Path folder = files(settings.ownFolder(), request.ref().runtimeName());
        HomeFolders.passable(settings.ownFolder().resolve("files"));
        readable(folder);
        readable(folder.resolve("labconfig"));
        for (Map.Entry<String, String> file : AccountFiles.of(
                        request.owner(), request.owner().supplementalGroups(), settings.homePath())
                .entrySet()) {
            String name = file.getKey().equals(AccountFiles.OVERRIDES) ? "labconfig/" + file.getKey() : file.getKey();
            replace(folder.resolve(name), file.getValue());
        }
    }

    private static void readable(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A server that runs keeps the file that it has. */
    private static void replace(Path file, String text) throws IOException {
        Path draft = Files.createTempFile(file.getParent(), ".draft", "");
        Files.writeString(draft, text, StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
