package dev.berth.hub.service;

import dev.berth.hub.access.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The running program of a service. It ends with the hub, even if the hub is killed. */
final class ServiceProgram {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Process process;

    private ServiceProgram(Process process) {
        this.process = process;
    }

    /**
     * Starts a program under an account. Must be called on a thread that lives as long as the hub: when it ends, so does the program
     * (PR_SET_PDEATHSIG).
     */
    static ServiceProgram start(
            Service service, SystemAccount account, Map<String, String> environment, ServiceLog output)
            throws IOException {
        Service.Command command = Objects.requireNonNull(service.command());
        ProcessBuilder builder = new ProcessBuilder(words(command, account));
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.directory(Path.of("/").toFile());
        builder.redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Process process = builder.start();
        output.follow(process.getInputStream());
        return new ServiceProgram(process);
    }

    /** A separate process group without privileges; the working directory is entered under the service's account. */
    private static List<String> words(Service.Command command, SystemAccount account) {
        List<String> words = new ArrayList<>(List.of("setsid", "setpriv", "--no-new-privs", "--pdeathsig=TERM"));
        if (SystemAccount.ownUid() == 0) {
            words.addAll(List.of(
                    "--reuid=" + account.uid(),
                    "--regid=" + account.gid(),
                    "--init-groups",
                    "--inh-caps=-all",
                    "--ambient-caps=-all",
                    "--bounding-set=-all"));
        }
        words.addAll(List.of("/bin/sh", "-c", "cd -- \"$1\" && shift && exec \"$@\"", "sh"));
        words.add(command.folder() == null ? "/" : command.folder());
        words.addAll(command.words());
        return words;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** How it ended; it must not be alive. */
    ServiceEnding ending() {
        return ServiceEnding.of(process.exitValue());
    }

    /** Ends it and its children: politely first. Returns when it has ended. */
    void end() throws InterruptedException {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroy);
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
        }
        all.forEach(ProcessHandle::destroyForcibly);
        process.waitFor();
    }
}
