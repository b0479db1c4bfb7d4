package dev.berth.hub.command;

import dev.berth.hub.jupyterhub.Progress;
import java.io.PrintStream;

/** How far an import is: one line that is rewritten on a terminal, otherwise a line from time to time. */
final class ImportProgress implements Progress {

    private static final int ON_TERMINAL = 100;
    private static final int ELSEWHERE = 1_000;

    private final PrintStream err;
    private final boolean terminal;
    private boolean open;

    ImportProgress(PrintStream err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public void at(String kind, int done, int all) {
        if (done % (terminal ? ON_TERMINAL : ELSEWHERE) != 0) {
            return;
        }
        String line = "Imported " + done + " of " + all + " " + kind;
        if (terminal) {
            err.print("\r\033[K" + line);
            err.flush();
            open = true;
        } else {
            err.println(line);
        }
    }

    void end() {
        if (open) {
            err.print("\r\033[K");
            err.flush();
            open = false;
        }
    }
}
