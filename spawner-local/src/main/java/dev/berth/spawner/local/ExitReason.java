package dev.berth.spawner.local;

import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.ReasonCode;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** Why a server ended, from what its supervisor and the hubs have written down. */
final class ExitReason {

    private static final int SIGNAL_BASE = 128;
    private static final int SIGKILL = 9;

    private ExitReason() {}

    static Failure of(ServerFolder folder, long generation, Claim.Launch claim, Map<String, String> exit)
            throws IOException {
        String fault = PrivateFiles.read(folder.file(generation, "fault"));
        if (fault != null) {
            return fault(fault);
        }
        if (folder.endWasRequested(generation) || exit.containsKey("stopped")) {
            return new Failure(ReasonCode.REQUESTED, "Stopped on request");
        }
        if (exit.containsKey("superseded")) {
            return new Failure(ReasonCode.REQUESTED, "Not started: a newer start or a stop came first");
        }
        String lost = exit.get("lost");
        if (lost != null) {
            return lost.equals("boot")
                    ? new Failure(ReasonCode.NODE_LOST, "The machine was restarted")
                    : new Failure(
                            ReasonCode.LOST, "It is gone, and so is its supervisor: somebody ended both by force");
        }
        String last = LogTail.of(folder.file(generation, "log"), claim.token());
        int status = Integer.parseInt(exit.getOrDefault("status", "-1"));
        return folder.has(generation, "ready") ? afterReady(status, last) : beforeReady(status, last, claim);
    }

    static String faultText(Failure failure) {
        return failure.code() + " " + failure.detail();
    }

    private static Failure fault(String text) {
        int space = text.indexOf(' ');
        return new Failure(ReasonCode.valueOf(text.substring(0, space)), text.substring(space + 1));
    }

    private static Failure afterReady(int status, String last) {
        return status == 0
                ? new Failure(ReasonCode.EXITED, "It was shut down from inside")
                : new Failure(ReasonCode.CRASHED, "It ended " + how(status) + lastWords(last));
    }

    private static Failure beforeReady(int status, String last, Claim.Launch claim) {
        if (status == Program.NO_HOME && last.contains("cd:")) {
            return new Failure(ReasonCode.HOME, "The home cannot be entered by UID " + claim.uid() + lastWords(last));
        }
        if (status == 126 || status == 127) {
            return new Failure(ReasonCode.NOT_EXECUTABLE, "The program cannot be run" + lastWords(last));
        }
        String lower = last.toLowerCase(Locale.ROOT);
        if (lower.contains("already in use")) {
            return new Failure(
                    ReasonCode.ADDRESS_IN_USE,
                    "Port " + claim.port() + " was taken by another program; start it again");
        }
        return new Failure(
                ReasonCode.EXITED_AT_START, "It ended " + how(status) + " before it answered" + lastWords(last));
    }

    private static String how(int status) {
        if (status == SIGNAL_BASE + SIGKILL) {
            return "by signal 9 (SIGKILL), which no hub sent: often the machine ran out of memory";
        }
        return status > SIGNAL_BASE && status < SIGNAL_BASE + 65
                ? "by signal " + (status - SIGNAL_BASE)
                : "with status " + status;
    }

    private static String lastWords(String last) {
        return last.isEmpty() ? "; it left no word" : "; its last words: " + last;
    }
}
