package dev.berth.spawner.local;

import dev.berth.spi.spawn.Spawner.JobEvidence;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds jobs that run in terminals, in the foreground or background, from the kernel's session information. */
final class TerminalJobs {

    private TerminalJobs() {}

    /** {@link JobEvidence#RUNNING} if any of these processes is a job of a terminal, including a terminal that was closed since. */
    static JobEvidence of(List<ProcessEntry> processes) {
        Map<Long, ProcessEntry> byPid =
                processes.stream().collect(Collectors.toMap(ProcessEntry::pid, Function.identity()));
        return processes.stream().anyMatch(process -> isJob(process, byPid)) ? JobEvidence.RUNNING : JobEvidence.NONE;
    }

    private static boolean isJob(ProcessEntry process, Map<Long, ProcessEntry> byPid) {
        boolean leads = process.pid() == process.session();
        if (process.tty() != 0) {
            // The shell leads its terminal's session; the shell has started every other process in it.
            return !leads || (process.foreground() > 0 && process.foreground() != process.group());
        }
        return !leads && isOrphaned(process, byPid);
    }

    /**
     * Whether the process is in a session whose leader has ended, other than the supervisor's session: the supervisor does not carry the
     * marker and is therefore not among these processes.
     */
    private static boolean isOrphaned(ProcessEntry process, Map<Long, ProcessEntry> byPid) {
        return !byPid.containsKey(process.session())
                && ProcessHandle.of(process.session()).isEmpty();
    }
}
