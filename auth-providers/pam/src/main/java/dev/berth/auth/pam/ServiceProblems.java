package dev.berth.auth.pam;

import dev.berth.auth.pam.PamProperties.Service;
import dev.berth.spi.check.ConfigurationCheck.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Finds the problems in the configuration of one service and reports each with its key. */
final class ServiceProblems {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final List<String> FOLDERS = List.of("/etc/pam.d", "/usr/lib/pam.d");

    private ServiceProblems() {}

    static void tell(String id, Service service, Problems problems) {
        String prefix = "berth.auth.pam." + id;
        if (!id.matches("[a-z][a-z0-9-]{0,31}") || id.equals("local")) {
            problems.add(
                    prefix,
                    prefix
                            + " is not a valid provider id. Use lower-case letters, digits and hyphens, at most 32, and not"
                            + " \"local\"");
        }
        if (!service.service().matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}")) {
            problems.add(
                    prefix + ".service",
                    prefix + ".service is \"" + service.service()
                            + "\", which is not a valid name of a file in /etc/pam.d");
        } else if (FOLDERS.stream().noneMatch(folder -> Files.isReadable(Path.of(folder, service.service())))) {
            // PAM would fall back to the service "other", which is usually configured either to reject or to accept
            // everybody.
            problems.add(
                    prefix + ".service",
                    prefix + ".service is \"" + service.service() + "\", but /etc/pam.d does not contain that file");
        }
        if (service.threads() < 1 || service.threads() > 64) {
            problems.add(
                    prefix + ".threads",
                    prefix + ".threads is " + service.threads() + ", but must be between 1 and 64");
        }
        if (!service.timeout().isPositive() || service.timeout().compareTo(LONGEST) > 0) {
            problems.add(
                    prefix + ".timeout",
                    prefix + ".timeout is " + service.timeout() + ", but must be positive and at most 5m");
        }
        if (service.minUid() < 1) {
            problems.add(
                    prefix + ".min-uid",
                    prefix + ".min-uid is " + service.minUid()
                            + ", but must be at least 1, because root cannot have a notebook");
        }
    }
}
