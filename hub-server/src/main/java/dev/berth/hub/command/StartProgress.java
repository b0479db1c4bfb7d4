package dev.berth.hub.command;

import java.io.PrintStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what parts of the hub log while they start into a few lines: the database, and the Python environment with a count of packages. */
final class StartProgress {

    private static final Pattern PACKAGE = Pattern.compile("Collecting (\\S+?)(?:[=<>! ].*)?");

    private final PrintStream terminal;
    private int packages;
    private boolean counting;
    private boolean ended;

    StartProgress(PrintStream terminal) {
        this.terminal = terminal;
    }

    synchronized void begin(String log) {
        terminal.println("Starting Berth. The log is in " + log);
        terminal.flush();
    }

    synchronized void line(String message) {
        if (ended) {
            return;
        }
        Matcher collected = PACKAGE.matcher(message);
        if (collected.matches()) {
            packages++;
            show("Python environment: package " + packages + ", " + collected.group(1));
        } else if (message.startsWith("PostgreSQL started") || message.startsWith("PostgreSQL of an earlier")) {
            say("Database: ready");
        } else if (message.startsWith("Creating a Python environment")) {
            say("Python environment: creating one with JupyterLab. This takes a few minutes.");
        } else if (message.startsWith("Installing collected packages")) {
            show("Python environment: installing " + packages + " packages");
        } else if (message.startsWith("Servers run ")) {
            say("Python environment: ready");
        }
    }

    /** Warnings are never hidden. */
    synchronized void warn(String message) {
        say(message);
    }

    synchronized void end() {
        say("");
        ended = true;
    }

    /** A line that the next one takes the place of. */
    private void show(String text) {
        terminal.print("\r\033[K" + text);
        terminal.flush();
        counting = true;
    }

    private void say(String text) {
        terminal.print(counting ? "\r\033[K" : "");
        terminal.println(text);
        terminal.flush();
        counting = false;
    }
}
