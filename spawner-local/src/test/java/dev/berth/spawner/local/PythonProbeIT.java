package dev.berth.spawner.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PythonProbeIT {

    private Sandbox sandbox;
    private PythonProbe probe;

    @BeforeEach
    void open() throws IOException {
        sandbox = new Sandbox();
        probe = new PythonProbe(Machine.ownUid());
    }

    @AfterEach
    void close() throws IOException {
        sandbox.close();
    }

    @Test
    void interpreterInAClosedFolderIsRefusedAndTheFolderNamed() throws IOException {
        Sandbox.needsRoot();
        Path closed = Files.createDirectory(sandbox.home.resolve("closed"));
        Path python = closed.resolve("python3");
        Files.createSymbolicLink(python, Path.of(Sandbox.python()));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        assertThat(probe.problemAsBase(python)).contains(closed.toString()).contains("chmod o+rx");
    }

    @Test
    void linkIntoAClosedFolderIsFollowedToTheFolder() throws IOException {
        Path closed = Files.createDirectory(sandbox.home.resolve("closed"));
        Files.createFile(closed.resolve("python3"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        Path link = Files.createSymbolicLink(sandbox.home.resolve("python3"), closed.resolve("python3"));
        assertThat(PythonProbe.firstBlocked(link)).isEqualTo(closed);
        assertThat(PythonProbe.firstBlocked(Path.of("/bin/sh"))).isNull();
    }

    @Test
    void pythonWithoutJupyterLabIsNamedAsSuch() throws IOException {
        Path bare = sandbox.home.resolve("bare");
        Command.run(
                Duration.ofMinutes(1),
                _ -> {},
                List.of(Sandbox.python(), "-m", "venv", "--without-pip", bare.toString()));
        assertThat(probe.problemForServers(bare.resolve("bin/python"))).contains("lacks JupyterLab");
    }

    @Test
    void machineWithoutAPythonIsToldHowToGetOne() {
        EnvironmentBuilder builder = new EnvironmentBuilder(sandbox.home.resolve("jupyter/x"), probe);
        assertThat(catchThrowable(() -> builder.build(List.of(), _ -> {}))).hasMessageContaining("apt install python3");
    }

    @Test
    void environmentThatIsThereIsNotMadeAgain() throws IOException {
        Path python = TestEnvironment.python();
        assertThat(probe.problemForServers(python)).isNull();
        List<String> progress = new ArrayList<>();
        JupyterEnvironment again = new JupyterEnvironment(sandbox.home.resolve("jupyter"), python, Machine.ownUid());
        again.prepare(progress::add);
        assertThat(progress).containsExactly("Servers run " + python);
        assertThat(again.problems()).isEmpty();
    }
}
