package dev.berth.auth.pam;

import dev.berth.auth.pam.PamProperties.Service;
import dev.berth.spi.check.ConfigurationCheck.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What is wrong with the configuration of one service, told by key. */
final class ServiceProblems {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final List<String> FOLDERS = List.of("/etc/pam.d", "/usr/lib/pam.d");

    private ServiceProblems() {}

    static void tell(String id, Service service, Problems problems) {
        String prefix = "berth.auth.pam." + id;
        if (!id.matches("[a-z][a-z0-9-]{0,31}") || id.equals("local")) {
            problems.add(
                    prefix,
                    prefix + " is no id of a provider: use lower-case letters, digits and hyphens, at most 32, and not"
                            + " \"local\"");
        }
        if (!service.service().matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}")) {
            problems.add(
                    prefix + ".service",
                    prefix + ".service is \"" + service.service() + "\", which is no name of a file in /etc/pam.d");
        } else if (FOLDERS.stream().noneMatch(folder -> Files.isReadable(Path.of(folder, service.service())))) {
            // PAM would fall back to the service "other", which is made to refuse everybody, or nobody.
            problems.add(
                    prefix + ".service",
                    prefix + ".service is \"" + service.service() + "\", and there is no such file in /etc/pam.d");
        }
        if (service.threads() < 1 || service.threads() > 64) {
            problems.add(
                    prefix + ".threads",
                    prefix + ".threads is " + service.threads() + "; it must lie between 1 and 64");
        }
        if (!service.timeout().isPositive() || service.timeout().compareTo(LONGEST) > 0) {
            problems.add(
                    prefix + ".timeout",
                    prefix + ".timeout is " + service.timeout() + "; it must be positive and at most 5m");
        }
        if (service.minUid() < 1) {
            problems.add(
                    prefix + ".min-uid",
                    prefix + ".min-uid is " + service.minUid() + "; it must be 1 at least: root has no notebook");
        }
    }
}
