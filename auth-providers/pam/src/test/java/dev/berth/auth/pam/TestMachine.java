package dev.berth.auth.pam;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * Accounts, groups and services of this machine, created for a test and removed after it. Skips the test with a message if it does not have
 * permission to create them.
 */
final class TestMachine implements AutoCloseable {

    private static final Path SERVICES = Path.of("/etc/pam.d");
    private final String mark = "bt" + Long.toString(ProcessHandle.current().pid(), 36);
    private final Deque<Runnable> undo = new ArrayDeque<>();

    TestMachine() {
        boolean able = Files.isWritable(Path.of("/etc/shadow"))
                && Files.isWritable(SERVICES)
                && Files.isExecutable(Path.of("/usr/sbin/useradd"))
                && Files.isExecutable(Path.of("/usr/sbin/chpasswd"));
        if (!able) {
            System.out.println(
                    "SKIPPED: sign-in by the machine's PAM: making accounts needs root, useradd and chpasswd");
        }
        Assumptions.assumeTrue(able, "only root can make accounts");
    }

    /** A name that is unique to this test run. */
    String name(String text) {
        return mark + text;
    }

    String group(String text) {
        String group = name(text);
        run("groupadd", group);
        undo.push(() -> quietly("groupdel", group));
        return group;
    }

    /** An account with a password, which cannot sign in to the machine itself. */
    String account(String text, String password, String... options) {
        String account = name(text);
        List<String> command =
                new java.util.ArrayList<>(List.of("useradd", "--no-create-home", "--shell", "/usr/sbin/nologin"));
        command.addAll(List.of(options));
        command.add(account);
        run(command.toArray(String[]::new));
        undo.push(() -> quietly("userdel", account));
        if (!password.isEmpty()) {
            feed(account + ":" + password + "\n", "chpasswd");
        }
        return account;
    }

    String service(String text, String... lines) {
        String service = name(text);
        Path file = SERVICES.resolve(service);
        try {
            Files.writeString(file, String.join("\n", lines) + "\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        undo.push(() -> {
            try {
                Files.deleteIfExists(file);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
        return service;
    }

    void run(String... command) {
        feed("", command);
    }

    private void feed(String input, String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var out = process.outputWriter()) {
                out.write(input);
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void quietly(String... command) {
        try {
            run(command);
        } catch (IllegalStateException removedByTheTest) {
            System.out.println("Removed by the test already: " + removedByTheTest.getMessage());
        }
    }

    @Override
    public void close() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }
}
