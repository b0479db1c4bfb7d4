package dev.berth.spawner.local;

import dev.berth.spawner.base.HomeFolders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** {@code <berth.home>/run/local}: the state of this node's servers, which all its hubs share. */
final class RuntimeFolder {

    private static final String SCRIPT = "supervise.sh";

    private final Path root;
    private final String nodeId;

    private RuntimeFolder(Path root, String nodeId) {
        this.root = root;
        this.nodeId = nodeId;
    }

    /** Opens the folder; creates it and the node id if they do not exist. */
    static RuntimeFolder open(Path berthHome) throws IOException {
        Path run = berthHome.resolve("run");
        HomeFolders.passable(berthHome);
        HomeFolders.passable(run);
        Path root = run.resolve("local");
        if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(root, PrivateFiles.FOLDER);
        }
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        Path file = root.resolve("node.id");
        String nodeId = PrivateFiles.read(file);
        if (nodeId == null) {
            PrivateFiles.createOnce(file, PrivateFiles.nonce());
            nodeId = Files.readString(file);
        }
        return new RuntimeFolder(root, nodeId);
    }

    String nodeId() {
        return nodeId;
    }

    Path root() {
        return root;
    }

    /**
     * If the node id differs from the one read at the start, the folder is not this node's (not mounted, moved, replaced), and nothing can
     * be concluded from it.
     */
    void check() throws IOException {
        String found = PrivateFiles.read(root.resolve("node.id"));
        if (!nodeId.equals(found)) {
            throw new IOException("The runtime folder " + root + " does not belong to node " + nodeId);
        }
    }

    ServerFolder server(String runtimeName) throws IOException {
        check();
        return new ServerFolder(root.resolve(runtimeName), runtimeName);
    }

    /** Runtime names do not contain underscores or dots, so no other entry of the folder is mistaken for one. */
    List<ServerFolder> servers() throws IOException {
        check();
        List<ServerFolder> servers = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, RuntimeFolder::isServer)) {
            for (Path folder : folders) {
                servers.add(new ServerFolder(folder, folder.getFileName().toString()));
            }
        }
        check();
        return servers;
    }

    /** The file with the given non-secret value of this node, which the first caller creates. */
    String once(String name, String value) throws IOException {
        check();
        Path file = root.resolve(name);
        PrivateFiles.createOnce(file, value);
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /** The supervisor's script; the file name contains its hash, so that two releases of the hub can run side by side. */
    Path supervisorScript() throws IOException {
        check();
        String text = Resources.text(SCRIPT);
        Path folder = root.resolve("_bin");
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, PrivateFiles.FOLDER);
        }
        Path script = folder.resolve("supervise-" + Resources.hash(text).substring(0, 16) + ".sh");
        if (!text.equals(PrivateFiles.read(script))) {
            PrivateFiles.replace(script, text);
        }
        return script;
    }

    private static boolean isServer(Path path) {
        String name = path.getFileName().toString();
        return name.indexOf('_') < 0 && name.indexOf('.') < 0 && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }
}
