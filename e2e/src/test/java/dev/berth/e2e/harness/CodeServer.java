package dev.berth.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * VS Code for browsers, with pinned packages for all runs. Only the native modules are built that it needs to show files and terminals; its
 * own installation script builds more, and loads programs that are not in the registry.
 */
public final class CodeServer {

    private CodeServer() {}

    /** The folder that contains {@code code-server}; the test is skipped without Node, or if it cannot be installed. */
    public static synchronized Path programs() {
        Path folder = NodeTools.installed("code-server");
        try {
            if (Files.notExists(folder.resolve("built"))) {
                build(folder);
                Files.createFile(folder.resolve("built"));
            }
            return folder.resolve("node_modules/.bin");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void build(Path folder) throws IOException {
        npm(folder, "rebuild", "argon2");
        Path code = folder.resolve("node_modules/code-server/lib/vscode");
        // Its shrinkwrap does not list all optional packages, so `npm ci` refuses it.
        npm(code, "install", "--ignore-scripts", "--omit=dev");
        npm(code, "rebuild", "@vscode/spdlog", "node-pty", "@parcel/watcher", "native-watchdog");
        if (Files.notExists(code.resolve("node_modules.asar"))) {
            Files.createSymbolicLink(code.resolve("node_modules.asar"), Path.of("node_modules"));
        }
    }

    private static void npm(Path folder, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of("npm", "--prefix", folder.toString(), "--no-audit", "--no-fund"));
        words.addAll(List.of(arguments));
        // The headers of this machine's Node; the compiler's front end is a package that npm then gets without asking.
        Path node = Path.of("/usr/bin/node").toRealPath().getParent().getParent();
        PythonTools.make(words, Map.of("npm_config_nodedir", node.toString(), "npm_config_yes", "true"));
    }
}
