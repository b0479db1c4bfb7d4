package dev.berth.hub.command;

import java.io.PrintStream;
import java.util.List;

/** Runs of commands, for tests. */
public final class CommandRuns {

    private CommandRuns() {}

    /** The exit status of a command; the call must not be one that starts the hub. */
    public static int status(List<String> call, PrintStream out, PrintStream err) {
        return ((Commands.Done) Commands.run(call.toArray(String[]::new), out, err)).status();
    }
}
