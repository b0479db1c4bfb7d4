package dev.berth.spawner.local;

import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.ReasonCode;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** Determines why a server ended, from what its supervisor and the hubs have recorded. */
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
            return new Failure(ReasonCode.REQUESTED, "Not started, because a newer start or a stop came first");
        }
        String lost = exit.get("lost");
        if (lost != null) {
            return lost.equals("boot")
                    ? new Failure(ReasonCode.NODE_LOST, "The machine was restarted")
                    : new Failure(ReasonCode.LOST, "The server and its supervisor were both killed");
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
                ? new Failure(ReasonCode.EXITED, "The server process exited with status 0")
                : new Failure(ReasonCode.CRASHED, "The server process exited " + how(status) + lastWords(last));
    }

    private static Failure beforeReady(int status, String last, Claim.Launch claim) {
        if (status == Program.NO_HOME && last.contains("cd:")) {
            return new Failure(
                    ReasonCode.HOME, "The home directory cannot be entered by UID " + claim.uid() + lastWords(last));
        }
        if (status == 126 || status == 127) {
            return new Failure(ReasonCode.NOT_EXECUTABLE, "The program cannot be executed" + lastWords(last));
        }
        String lower = last.toLowerCase(Locale.ROOT);
        if (lower.contains("already in use")) {
            return new Failure(
                    ReasonCode.ADDRESS_IN_USE,
                    "Port " + claim.port() + " was taken by another program. Start the server again");
        }
        return new Failure(
                ReasonCode.EXITED_AT_START,
                "The server process exited " + how(status) + " before it responded" + lastWords(last));
    }

    private static String how(int status) {
        if (status == SIGNAL_BASE + SIGKILL) {
            return "on signal 9 (SIGKILL), which Berth did not send: the machine may have run out of memory";
        }
        return status > SIGNAL_BASE && status < SIGNAL_BASE + 65
                ? "on signal " + (status - SIGNAL_BASE)
                : "with status " + status;
    }

    private static String lastWords(String last) {
        return last.isEmpty() ? "; no output" : "; last output: " + last;
    }
}
