package dev.berth.hub.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTests {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void withoutACommandTheHubIsWanted() {
        assertThat(call()).isEqualTo(hub(false));
        assertThat(call("run")).isEqualTo(hub(false));
        assertThat(call("--verbose")).isEqualTo(hub(true));
        assertThat(call("run", "--verbose")).isEqualTo(hub(true));
        assertThat(call("--verbose", "run")).isEqualTo(hub(true));
    }

    @Test
    void keysOfTheConfigurationGoOnToTheHub() {
        assertThat(call("--berth.port=8080", "run", "--logging.level.root=DEBUG"))
                .isEqualTo(new Commands.Hub(List.of("--berth.port=8080", "--logging.level.root=DEBUG"), false));
    }

    @Test
    void helpNamesEveryCommand() {
        assertThat(call("--help")).isEqualTo(new Commands.Done(0));
        assertThat(text(out))
                .contains("Usage: berth", "--version", "--verbose", "BERTH_HOME")
                .contains("run", "check", "backup", "restore", "rotate-keys", "reset-password", "import", "help");
        assertThat(text(err)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "check,--json",
        "backup,FILE",
        "restore,--into-empty",
        "rotate-keys,14d",
        "reset-password,USER",
        "import,jupyterhub",
        "run,--verbose"
    })
    void helpAboutACommandIsItsOwnHelp(String command, String part) {
        assertThat(call("help", command)).isEqualTo(new Commands.Done(0));
        String help = text(out);
        assertThat(help).startsWith("Usage: berth " + command).contains(part);
        out.reset();
        assertThat(call(command, "--help")).isEqualTo(new Commands.Done(0));
        assertThat(text(out)).isEqualTo(help);
    }

    @Test
    void theVersionNamesBerthAndJava() {
        assertThat(call("--version")).isEqualTo(new Commands.Done(0));
        assertThat(text(out)).startsWith("Berth ").contains("Java " + Runtime.version());
    }

    @ParameterizedTest
    @CsvSource({
        "--hlep, Unknown option '--hlep'. Did you mean '--help'?",
        "--port=8000, Unknown option '--port=8000'.",
        "-x, Unknown option '-x'.",
        "chekc, Unknown command 'chekc'. Did you mean 'check'?",
        "frobnicate, Unknown command 'frobnicate'.",
        "check --josn, Unknown option '--josn'. Did you mean '--json'?",
        "check all, Unexpected argument 'all'.",
        "help chekc, Unknown command 'chekc'. Did you mean 'check'?",
        "import jupiterhub x, Unknown command 'jupiterhub'. Did you mean 'jupyterhub'?",
        "import jupyterhub x --aply, Unknown option '--aply'. Did you mean '--apply'?",
        "restore file --in-empty, Unknown option '--in-empty'. Did you mean '--into-empty'?",
        "--berth.port 8000, The setting '--berth.port' has no value. Write it as --berth.port=VALUE.",
    })
    void whatIsUnknownIsRefusedWithANearName(String line, String answer) {
        assertThat(call(line.split(" "))).isEqualTo(new Commands.Done(2));
        assertThat(text(err).lines().findFirst()).hasValue(answer);
        assertThat(text(err)).contains("--help' for help.");
        assertThat(text(out)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup", "restore", "reset-password", "backup a b"})
    void tooFewAndTooManyWordsAreRefused(String line) {
        assertThat(call(line.split(" "))).isEqualTo(new Commands.Done(2));
        assertThat(text(err)).contains("Run 'berth " + line.split(" ")[0] + " --help' for help.");
    }

    private Commands.Wanted call(String... arguments) {
        return Commands.run(arguments, new PrintStream(out, true), new PrintStream(err, true));
    }

    private static Commands.Hub hub(boolean verbose) {
        return new Commands.Hub(List.of(), verbose);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
