package dev.berth.spawner.local;

import dev.berth.spawner.base.OutputText;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.ReasonCode;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** Determines why a server ended, from what its supervisor and the hubs have recorded. */
final class ExitReason {

    private ExitReason() {}

    static Failure of(ServerFolder folder, long generation, Claim.Launch claim, Map<String, String> exit)
            throws IOException {
        String fault = PrivateFiles.read(folder.file(generation, "fault"));
        if (fault != null) {
            return fault(fault);
        }
        if (folder.endWasRequested(generation) || exit.containsKey("stopped")) {
            return Failure.of(ReasonCode.REQUESTED, "spawner.stopped");
        }
        if (exit.containsKey("superseded")) {
            return Failure.of(ReasonCode.REQUESTED, "local.superseded");
        }
        String lost = exit.get("lost");
        if (lost != null) {
            return lost.equals("boot")
                    ? Failure.of(ReasonCode.NODE_LOST, "local.machine-restarted")
                    : Failure.of(ReasonCode.LOST, "local.killed");
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
                ? Failure.of(ReasonCode.EXITED, "spawner.exited")
                : Failure.of(
                        ReasonCode.CRASHED,
                        "spawner.crashed",
                        OutputText.exit(status, "part.exit.killed-here"),
                        OutputText.output(last));
    }

    private static Failure beforeReady(int status, String last, Claim.Launch claim) {
        if (status == Program.NO_HOME && last.contains("cd:")) {
            return Failure.of(ReasonCode.HOME, "local.home-closed", claim.uid(), OutputText.output(last));
        }
        if (status == 126 || status == 127) {
            return Failure.of(ReasonCode.NOT_EXECUTABLE, "spawner.not-executable", OutputText.output(last));
        }
        String lower = last.toLowerCase(Locale.ROOT);
        if (lower.contains("already in use")) {
            return Failure.of(ReasonCode.ADDRESS_IN_USE, "local.port-taken", claim.port());
        }
        return Failure.of(
                ReasonCode.EXITED_AT_START,
                "spawner.exited-at-start",
                OutputText.exit(status, "part.exit.killed-here"),
                OutputText.output(last));
    }
}
