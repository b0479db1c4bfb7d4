package dev.berth.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares the operators' page of log messages with the code. */
class LogMessagesTests {

    private static final Pattern STATEMENT = Pattern.compile(
            "\\b(?:log|LOG)\\s*\\.(warn|error)\\(\\s*(\"(?:[^\"\\\\]|\\\\.)*\"(?:\\s*\\+\\s*\"(?:[^\"\\\\]|\\\\.)*\")*)");
    private static final Pattern PART = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    @Test
    void everyLineAtWarnAndErrorIsOnThePage() throws IOException {
        String page = Files.readString(Sources.ROOT.resolve("docs/howto/log-messages.md"));
        List<String> missing = new ArrayList<>();
        int found = 0;
        for (Path source : Sources.below("src/main/java")) {
            Matcher statement = STATEMENT.matcher(Files.readString(source));
            while (statement.find()) {
                found++;
                String line =
                        statement.group(1).toUpperCase(java.util.Locale.ROOT) + " `" + text(statement.group(2)) + "`";
                // Messages that consist only of variables are described on the page in a different way.
                if (!text(statement.group(2)).equals("{}") && !page.contains(line)) {
                    missing.add(source.getFileName() + ": " + line);
                }
            }
        }
        assertThat(found).as("statements found in the code").isGreaterThan(25);
        assertThat(missing).as("lines that docs/howto/log-messages.md lacks").isEmpty();
    }

    private static String text(String literals) {
        StringBuilder text = new StringBuilder();
        Matcher part = PART.matcher(literals);
        while (part.find()) {
            text.append(part.group(1));
        }
        return text.toString();
    }
}
