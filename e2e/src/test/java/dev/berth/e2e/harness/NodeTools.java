package dev.berth.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Programs in Node that use the hub and its servers: one folder with pinned packages for all runs, created if it does not exist. */
public final class NodeTools {

    private static final Path FOLDER = Path.of(System.getProperty("berth.test.cache", "/var/tmp/berth-test-cache"));
    private static final Path RESOURCES = Project.file("e2e/src/test/resources/node");

    private NodeTools() {}

    /** Runs a script that belongs to these tests; the test is skipped without Node, or if the packages cannot be installed. */
    public static PythonTools.Result run(String script, Map<String, String> environment, List<String> arguments) {
        Requirement.program("/usr/bin/npm", "npm");
        try {
            Path folder = packages();
            Files.copy(RESOURCES.resolve(script), folder.resolve(script), StandardCopyOption.REPLACE_EXISTING);
            List<String> words =
                    new ArrayList<>(List.of("node", folder.resolve(script).toString()));
            words.addAll(arguments);
            return PythonTools.run(words, environment);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The folder with the programs of the packages that a folder of these tests pins, without their installation scripts. */
    public static synchronized Path installed(String name) {
        Requirement.program("/usr/bin/npm", "npm");
        requireNode(20);
        Path resources = RESOURCES.resolve(name);
        try {
            String pins = Files.readString(resources.resolve("package-lock.json"));
            Path folder = Files.createDirectories(FOLDER.resolve(name + "-" + Integer.toHexString(pins.hashCode())));
            if (Files.notExists(folder.resolve("installed"))) {
                install(resources, folder, "--ignore-scripts");
                Files.createFile(folder.resolve("installed"));
            }
            return folder;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void requireNode(int major) {
        String version =
                PythonTools.run(List.of("node", "--version"), Map.of()).output().strip();
        if (!version.matches("v\\d+\\..*") || Integer.parseInt(version.substring(1, version.indexOf('.'))) < major) {
            Requirement.skip("node is " + version + ": install version " + major);
        }
    }

    private static synchronized Path packages() throws IOException {
        String pins = Files.readString(RESOURCES.resolve("package-lock.json"));
        Path folder = Files.createDirectories(FOLDER.resolve("node-tools-" + Integer.toHexString(pins.hashCode())));
        if (Files.notExists(folder.resolve("complete"))) {
            install(RESOURCES, folder);
            Files.createFile(folder.resolve("complete"));
        }
        return folder;
    }

    private static void install(Path resources, Path folder, String... options) throws IOException {
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.copy(resources.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> words =
                new ArrayList<>(List.of("npm", "ci", "--prefix", folder.toString(), "--no-audit", "--no-fund"));
        words.addAll(List.of(options));
        PythonTools.make(words);
    }
}
