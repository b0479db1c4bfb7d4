package dev.berth.spawner.base;

import dev.berth.spi.text.Texts;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes what a server or a runtime writes presentable: limited in length, without control characters, and without what looks like a token. */
public final class OutputText {

    private static final int MAX_SENTENCE = 600;
    private static final int MAX_LINE = 220;
    private static final int MAX_LINE_OF_PAGE = 2_000;
    private static final int LAST_LINES = 6;
    private static final int SIGNAL_BASE = 128;
    private static final int SIGKILL = 9;
    private static final int SIGNALS = 64;
    private static final Pattern COLOUR = Pattern.compile("\\x1B\\[[0-9;]*[A-Za-z]");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /** Jupyter prints its address with its token; the tokens of servers are 64 hexadecimal digits. */
    private static final Pattern TOKEN = Pattern.compile("(?<=token=)[^\\s&\"']+|\\b[0-9a-f]{64}\\b");

    private OutputText() {}

    /** A message of a runtime as part of a sentence; empty for null. */
    public static String bounded(@Nullable String text) {
        return text == null ? "" : cut(clean(text), MAX_SENTENCE);
    }

    /** The last lines as the end of one sentence. */
    public static String lastLines(String text) {
        List<String> lines = text.lines()
                .map(line -> cut(clean(line).strip(), MAX_LINE))
                .filter(line -> !line.isEmpty())
                .toList();
        return String.join(" / ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    /** A line of a log, as a page shows it. */
    public static String line(String line) {
        return cut(clean(line).stripTrailing(), MAX_LINE_OF_PAGE);
    }

    /** How a process exited, by the status that a shell shows, as part of a sentence. */
    public static String exit(int status) {
        return exit(status, "part.exit.killed");
    }

    /** The same, with another text for a SIGKILL that Berth did not send. */
    public static String exit(int status, String killed) {
        if (status == SIGNAL_BASE + SIGKILL) {
            return Texts.of(killed);
        }
        return status > SIGNAL_BASE && status <= SIGNAL_BASE + SIGNALS
                ? Texts.of("part.exit.signal", status - SIGNAL_BASE)
                : Texts.of("part.exit.status", status);
    }

    /** What a process wrote last, as part of a sentence. */
    public static String output(String last) {
        return last.isEmpty() ? Texts.of("part.output.none") : Texts.of("part.output.last", last);
    }

    private static String clean(String text) {
        String plain = CONTROL.matcher(COLOUR.matcher(text).replaceAll("")).replaceAll(" ");
        return TOKEN.matcher(plain).replaceAll("[token]");
    }

    private static String cut(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) + "…" : text;
    }
}
