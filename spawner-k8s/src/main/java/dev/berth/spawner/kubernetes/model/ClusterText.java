package dev.berth.spawner.kubernetes.model;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes text from a cluster presentable: limited in length, without control characters, and without what looks like a token. */
public final class ClusterText {

    private static final int MAX_SENTENCE = 600;
    private static final int MAX_LINE = 220;
    private static final int MAX_LINE_OF_PAGE = 2_000;
    private static final int LAST_LINES = 6;
    private static final Pattern COLOUR = Pattern.compile("\\x1B\\[[0-9;]*[A-Za-z]");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /** Jupyter prints its address with its token; the tokens of servers are 64 hexadecimal digits. */
    private static final Pattern TOKEN = Pattern.compile("(?<=token=)[^\\s&\"']+|\\b[0-9a-f]{64}\\b");

    private ClusterText() {}

    static String bounded(@Nullable String text) {
        return text == null ? "" : cut(clean(text), MAX_SENTENCE);
    }

    /** The last lines as the end of one sentence. */
    static String lastLines(String text) {
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

    private static String clean(String text) {
        String plain = CONTROL.matcher(COLOUR.matcher(text).replaceAll("")).replaceAll(" ");
        return TOKEN.matcher(plain).replaceAll("[token]");
    }

    private static String cut(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) + "…" : text;
    }
}
