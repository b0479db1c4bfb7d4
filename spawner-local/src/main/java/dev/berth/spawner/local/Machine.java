package dev.berth.spawner.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/** What this machine must provide. */
record Machine(Path berthHome, long hubUid) {

    private static final List<String> TOOLS = List.of("setpriv", "setsid", "flock");

    /** The real UID of this process. */
    static long ownUid() throws IOException {
        ProcessEntry self = ProcessEntry.of(ProcessHandle.current().pid());
        if (self == null) {
            throw new IOException("/proc does not show this process. The local spawner needs Linux with /proc mounted");
        }
        return self.uid();
    }

    /** The effective UID of this process; its account name is not reliable in a container or with an ambiguous passwd entry. */
    static long effectiveUid() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1)) {
            if (line.startsWith("Uid:")) {
                // Real, effective, saved, and file system UID: proc_pid_status(5).
                return Long.parseLong(line.split("\\s+", 4)[2]);
            }
        }
        throw new IOException(
                "/proc/self/status does not show a UID. The local spawner needs Linux with /proc mounted");
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        List<String> missing = TOOLS.stream().filter(tool -> !isInstalled(tool)).toList();
        if (!missing.isEmpty()) {
            problems.add(
                    "The programs " + String.join(", ", missing)
                            + " are not installed. Run apt install util-linux, or install the equivalent package of your system.");
        }
        if (!Files.isExecutable(Path.of("/bin/sh"))) {
            problems.add("/bin/sh does not exist. Install a shell.");
        }
        if (hubUid == 0) {
            problems.addAll(Passage.to(berthHome.resolve("homes")));
        }
        return problems;
    }

    private static boolean isInstalled(String tool) {
        for (String folder : Supervisor.PATH.split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, tool))) {
                return true;
            }
        }
        return false;
    }

    /** Whether an unprivileged user can pass through folders. */
    static final class Passage {

        private Passage() {}

        /** One sentence for each folder on the path, from the top, through which other users cannot pass. */
        static List<String> to(Path target) {
            List<String> problems = new ArrayList<>();
            for (Path folder = target; folder != null; folder = folder.getParent()) {
                if (Files.isDirectory(folder) && !isPassable(folder)) {
                    problems.addFirst("Users cannot pass through " + folder + " on the way to " + target
                            + ". Run chmod o+x on it, or set BERTH_HOME to another place, such as /var/lib/berth.");
                }
            }
            return problems;
        }

        private static boolean isPassable(Path folder) {
            try {
                return Files.getPosixFilePermissions(folder, new LinkOption[0])
                        .contains(PosixFilePermission.OTHERS_EXECUTE);
            } catch (IOException unreadable) {
                return false;
            }
        }
    }
}
