package dev.berth.spawner.local;

import dev.berth.spi.spawn.ServerRef;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The variable in the environment of each process of one generation, including its children.
 *
 * @param value the value without the variable's name
 * @param uid the real UID that a process must have as well
 */
record Marker(String value, long uid) {

    static final String VARIABLE = "BERTH_SERVER";

    static Marker of(ServerRef ref, String nodeId, long uid) {
        return new Marker(value(ref, nodeId), uid);
    }

    static String value(ServerRef ref, String nodeId) {
        return ref.runtimeName() + ":" + ref.generation() + ":" + nodeId;
    }

    /** The live processes that carry the marker. */
    List<ProcessEntry> processes() throws IOException {
        return ProcessEntry.all().stream()
                .filter(process -> process.uid() == uid && process.alive())
                .filter(process -> process.carries(VARIABLE + "=" + value))
                .toList();
    }

    /** Those of the processes that none of the others started: the server itself, and processes that were detached from it. */
    static List<ProcessEntry> roots(List<ProcessEntry> processes) {
        Set<Long> pids = processes.stream().map(ProcessEntry::pid).collect(Collectors.toSet());
        return processes.stream()
                .filter(process -> !pids.contains(process.parent()))
                .toList();
    }
}
