package dev.berth.hub.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StartScreenTests {

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(screen, true, StandardCharsets.UTF_8);
    private final StartProgress progress = new StartProgress(terminal);

    @Test
    void passwordAndAddressStandLastInAFrame() {
        PrintStream framed = new StartScreen.FramedLines(terminal, progress::end);
        framed.println("First start: sign in as \"admin\" with the one-time password abc");
        framed.println("Berth is ready at http://127.0.0.1:8000/");
        assertThat(lines()).hasSize(5);
        assertThat(lines()[4]).startsWith("└").endsWith("┘");
        assertThat(lines()[1]).startsWith("┌").endsWith("┐");
        assertThat(lines()[2]).startsWith("│ First start: sign in as \"admin\" with the one-time password abc ");
        assertThat(lines()[3])
                .startsWith("│ Berth is ready at http://127.0.0.1:8000/ ")
                .hasSameSizeAs(lines()[4]);
    }

    @Test
    void aLaterStartFramesTheAddressAlone() {
        new StartScreen.FramedLines(terminal, progress::end).println("Berth is ready at http://127.0.0.1:8000/");
        assertThat(lines()).hasSize(4);
    }

    @Test
    void thePackagesOfThePythonEnvironmentAreCountedOnOneLine() {
        progress.line("Creating a Python environment with JupyterLab in /x, using /usr/bin/python3");
        progress.line("Collecting jupyterlab==4.4.1 (from -r /x/requirements.txt (line 3))");
        progress.line("Collecting tornado==6.5 (from -r /x/requirements.txt (line 9))");
        progress.line("Servers run /x/bin/python");
        assertThat(text())
                .startsWith("Python environment: creating one with JupyterLab.")
                .contains("\r\033[KPython environment: package 1, jupyterlab")
                .contains("\r\033[KPython environment: package 2, tornado")
                .endsWith("\r\033[KPython environment: ready\n");
    }

    @Test
    void whatElseIsLoggedStaysInTheFileButWarningsAreShown() {
        progress.line("Tomcat started on port 8081");
        assertThat(text()).isEmpty();
        progress.warn("WARN No JupyterLab");
        assertThat(text()).isEqualTo("WARN No JupyterLab\n");
    }

    private String text() {
        return screen.toString(StandardCharsets.UTF_8);
    }

    private String[] lines() {
        return text().split("\n");
    }
}
