package dev.berth.spawner.local;

import dev.berth.spi.spawn.Spawner.JobEvidence;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds what runs in terminals, in the foreground or not, from what the kernel knows of sessions. */
final class TerminalJobs {

    private TerminalJobs() {}

    /** {@link JobEvidence#RUNNING} if any of these processes is a job of a terminal, or of one that was closed meanwhile. */
    static JobEvidence of(List<ProcessEntry> processes) {
        Map<Long, ProcessEntry> byPid =
                processes.stream().collect(Collectors.toMap(ProcessEntry::pid, Function.identity()));
        return processes.stream().anyMatch(process -> isJob(process, byPid)) ? JobEvidence.RUNNING : JobEvidence.NONE;
    }

    private static boolean isJob(ProcessEntry process, Map<Long, ProcessEntry> byPid) {
        boolean leads = process.pid() == process.session();
        if (process.tty() != 0) {
            // The shell leads its terminal's session; whatever else is in it, the shell has started.
            return !leads || (process.foreground() > 0 && process.foreground() != process.group());
        }
        return !leads && isOrphaned(process, byPid);
    }

    /** In a session whose leader has ended, while it is not the supervisor's, which is no marked process and so not among these. */
    private static boolean isOrphaned(ProcessEntry process, Map<Long, ProcessEntry> byPid) {
        return !byPid.containsKey(process.session())
                && ProcessHandle.of(process.session()).isEmpty();
    }
}
