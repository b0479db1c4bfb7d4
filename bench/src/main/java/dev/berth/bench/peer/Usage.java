package dev.berth.bench.peer;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Processor time, in seconds since some moment.
 *
 * @param hub the hub's process and its children
 * @param proxy the proxy's process
 * @param database the database server and its connections' processes
 * @param own what measures: the requests, and the listener that answers for the servers
 */
public record Usage(double hub, double proxy, double database, double own) {

    private static final double TICKS = 100;
    private static final int USER_TIME = 11;

    public static Usage now(MeasuredHub hub, long database) {
        return new Usage(processor(hub.pid()), processor(hub.proxyPid()), processor(database), ownSeconds());
    }

    public Usage since(Usage before) {
        return new Usage(hub - before.hub, proxy - before.proxy, database - before.database, own - before.own);
    }

    private static double ownSeconds() {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return system.getProcessCpuTime() / 1e9;
    }

    /** User and system time of a process and its children, those that have ended included. */
    public static double processor(long pid) {
        double children = ProcessHandle.of(pid)
                .map(ProcessHandle::children)
                .orElseGet(Stream::empty)
                .mapToDouble(child -> ticks(child.pid(), 2))
                .sum();
        return (children + ticks(pid, 4)) / TICKS;
    }

    /** @param fields 2 for its own time, 4 for that of its children that have ended, too */
    private static double ticks(long pid, int fields) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            double sum = 0;
            for (int i = USER_TIME; i < USER_TIME + fields; i++) {
                sum += Double.parseDouble(words[i]);
            }
            return sum;
        } catch (IOException gone) {
            return 0;
        }
    }

    /** Resident memory of a process, in MB. */
    public static double resident(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException gone) {
            return 0;
        }
    }
}
