package dev.berth.spawner.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.spawn.Spawner.JobEvidence;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessEntryTests {

    private static final String FIELDS = " S 7 42 43 34816 44 4194304 1 2 3 4 5 6 7 8 20 0 1 0 987654 1 2 3";

    @Test
    void nameWithBracketsAndSpacesDoesNotShiftTheFields() {
        for (String name : List.of("sh", "a b", "x) S 1 1 1 (y", ")) R 0 0")) {
            ProcessEntry entry = ProcessEntry.parse("41 (" + name + ")" + FIELDS, 5);
            assertThat(entry).isEqualTo(new ProcessEntry(41, 'S', 7, 42, 43, 34_816, 44, 987_654, 5));
        }
    }

    @Test
    void readsThisProcess() throws IOException {
        ProcessEntry self = ProcessEntry.of(ProcessHandle.current().pid());
        assertThat(self).isNotNull();
        assertThat(self.parent())
                .isEqualTo(ProcessHandle.current().parent().orElseThrow().pid());
        assertThat(ProcessEntry.all()).extracting(ProcessEntry::pid).contains(self.pid());
    }

    @Test
    void processThatIsNotThereIsNull() throws IOException {
        assertThat(ProcessEntry.of(Long.MAX_VALUE)).isNull();
    }

    @Test
    void idleShellIsNoJob() {
        assertThat(TerminalJobs.of(List.of(process(10, 10, 34_816, 10)))).isEqualTo(JobEvidence.NONE);
    }

    @Test
    void foregroundAndBackgroundJobsAreJobs() {
        ProcessEntry shell = process(10, 10, 34_816, 11);
        assertThat(TerminalJobs.of(List.of(shell))).isEqualTo(JobEvidence.RUNNING);
        ProcessEntry idle = process(10, 10, 34_816, 10);
        assertThat(TerminalJobs.of(List.of(idle, process(12, 10, 34_816, 10)))).isEqualTo(JobEvidence.RUNNING);
    }

    @Test
    void jobThatOutlivedItsTerminalIsAJob() {
        assertThat(TerminalJobs.of(List.of(process(12, Long.MAX_VALUE, 0, -1)))).isEqualTo(JobEvidence.RUNNING);
    }

    @Test
    void kernelInItsOwnSessionIsNoJob() {
        assertThat(TerminalJobs.of(List.of(process(12, 12, 0, -1)))).isEqualTo(JobEvidence.NONE);
    }

    private static ProcessEntry process(long pid, long session, long tty, long foreground) {
        return new ProcessEntry(pid, 'S', 1, pid, session, tty, foreground, 1, 1);
    }
}
