package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/berth} and {@code bin/berth-proxy} as a shell runs them. */
class CommandLineIT {

    /** An AOT cache that cannot be used is an error then, and not only slow. */
    private static final Map<String, String> CACHE_REQUIRED = Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=on");

    @TempDir
    Path folder;

    private record Run(int status, String output) {}

    @Test
    void helpAndVersionAnswerFromTheCacheOfTheBuild() throws Exception {
        Run help = run(CACHE_REQUIRED, "bin/berth", "--help");
        assertThat(help.status()).as(help.output()).isZero();
        assertThat(help.output()).contains("Usage: berth", "reset-password");
        assertThat(run(CACHE_REQUIRED, "bin/berth", "--version").output()).contains("Berth ", "Java 25");
        assertThat(Files.list(folder)).isEmpty();
    }

    @Test
    void theProxyUsesTheCacheOfTheBuild() throws Exception {
        Run proxy = run(CACHE_REQUIRED, "bin/berth-proxy");
        assertThat(proxy.status()).as(proxy.output()).isEqualTo(78);
        assertThat(proxy.output()).contains("BERTH_PROXY_HUBS (environment): missing");
    }

    @Test
    void theHubStartsFromTheCacheOfTheBuild() {
        try (Installation installation = new Installation("cache")) {
            installation.start("hub", CACHE_REQUIRED).awaitReady();
        }
    }

    @Test
    void whatIsUnknownStartsNothing() throws Exception {
        Run option = run(Map.of(), "bin/berth", "--prot=8000");
        assertThat(option.status()).isEqualTo(2);
        assertThat(option.output()).contains("Unknown option '--prot=8000'.");
        Run command = run(Map.of(), "bin/berth", "chekc");
        assertThat(command.status()).isEqualTo(2);
        assertThat(command.output()).contains("Unknown command 'chekc'. Did you mean 'check'?");
        assertThat(Files.list(folder)).isEmpty();
    }

    @Test
    void aMisspelledVariableStopsTheStart() throws Exception {
        Run hub = run(Map.of("BERTH_PROXY_GRACEE", "3"), "bin/berth");
        assertThat(hub.status()).isEqualTo(1);
        assertThat(hub.output())
                .contains("environment variable BERTH_PROXY_GRACEE")
                .contains("Did you mean BERTH_PROXY_GRACE?");
    }

    private Run run(Map<String, String> environment, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(words));
        command.set(0, Project.file(words[0]).toString());
        Path output = Files.createTempFile("berth-command-line", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("BERTH_"));
        builder.environment().put("BERTH_HOME", folder.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        Files.delete(output);
        return new Run(process.exitValue(), text);
    }
}
