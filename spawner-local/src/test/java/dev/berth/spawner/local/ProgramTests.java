package dev.berth.spawner.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The shell code that starts a server, evaluated by a real shell. */
class ProgramTests {

    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            "'",
            "''\\''",
            "\\",
            "\n",
            "$(id)",
            "`id`",
            "'; id; '",
            "&& id",
            "| id",
            "> /tmp/berth-was-here",
            "${IFS}id",
            "*",
            "~",
            "-n",
            "!!",
            "é且",
            "\u0001\u007f");

    @Test
    void whatAUserWroteIsAnArgumentAndNeverAProgram() throws Exception {
        List<String> words = new ArrayList<>(HOSTILE);
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            words.add(random.ints(1 + random.nextInt(12), 1, 128)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining()));
        }
        List<String> command = new ArrayList<>(List.of("/usr/bin/printf", "%s\\0"));
        command.addAll(words);
        assertThat(printed(new Program(Map.of(), "/", command))).isEqualTo(words);
    }

    @Test
    void aValueOfTheEnvironmentIsAValueAndNeverAProgram() throws Exception {
        Map<String, String> environment = IntStream.range(0, HOSTILE.size())
                .boxed()
                .collect(Collectors.toMap(number -> "VALUE_" + number, HOSTILE::get));
        List<String> seen = printed(new Program(environment, "/", List.of("/usr/bin/env", "-0")));
        environment.forEach((name, value) -> assertThat(seen).contains(name + "=" + value));
    }

    @Test
    void aNameThatIsNoneAndANulAreRefused() {
        assertThatThrownBy(() -> new Program(Map.of("A=$(id);B", "1"), "/", List.of("/bin/true")))
                .hasMessageContaining("A=$(id);B");
        assertThatThrownBy(() -> new Program(Map.of("A", "a\0b"), "/", List.of("/bin/true")))
                .hasMessageContaining("contains a NUL");
        assertThatThrownBy(() -> new Program(Map.of(), "/", List.of("/bin/true", "a\0b")))
                .hasMessageContaining("contains a NUL");
    }

    /** What the program printed, split at NUL characters. */
    private static List<String> printed(Program program) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("/bin/sh")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream script = shell.getOutputStream()) {
            script.write(program.script().getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        String[] words = output.split("\0", -1);
        return Arrays.asList(words).subList(0, words.length - 1);
    }
}
