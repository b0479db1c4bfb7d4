package dev.berth.hub.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs a program to completion with a clean environment, in the root folder, which every account can enter. */
final class Command {

    static final Map<String, String> CLEAN =
            Map.of("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C");
    private static final int MAX_OUTPUT = 4_000;

    private Command() {}

    /** The exit status and the combined output, limited in length. */
    record Result(int status, String output) {}

    static Result run(List<String> command) throws IOException {
        Process process = builder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            int status = process.waitFor();
            return new Result(
                    status, output.length() > MAX_OUTPUT ? output.substring(output.length() - MAX_OUTPUT) : output);
        } catch (InterruptedException interrupted) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + command.getFirst() + " ran", interrupted);
        }
    }

    static ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(Path.of("/").toFile());
        builder.environment().clear();
        builder.environment().putAll(CLEAN);
        return builder;
    }
}
