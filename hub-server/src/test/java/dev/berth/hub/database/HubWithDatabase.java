package dev.berth.hub.database;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/** Another hub as a process: the effects of a kill, and of locks, cannot be observed inside one JVM. It ends when its input ends. */
final class HubWithDatabase {

    private HubWithDatabase() {}

    /**
     * Starts it.
     *
     * @param mode {@code hold} to use the embedded PostgreSQL, {@code lock} to only hold the lock of a hub that does
     */
    static Process start(Path home, String mode) throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        return new ProcessBuilder(
                        java,
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        HubWithDatabase.class.getName(),
                        home.toString(),
                        mode)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    public static void main(String[] args) throws Exception {
        // Log lines go to stdout, which the test reads: it must only contain one line of our own.
        PrintStream out = System.out;
        System.setOut(System.err);
        if (args[1].equals("lock")) {
            PostgresLocks.use(Path.of(args[0], "postgres"));
            untilEnd(out, "locked");
            return;
        }
        EmbeddedPostgres postgres = EmbeddedPostgres.open(BerthHome.open(args[0]), Duration.ofMinutes(1));
        untilEnd(out, "pid " + postgres.pid());
        postgres.close();
    }

    private static void untilEnd(PrintStream out, String line) throws IOException {
        out.println(line);
        out.flush();
        System.in.transferTo(OutputStream.nullOutputStream());
    }
}
