package dev.berth.hub.command;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The commands and options of {@code berth}. Each method only keeps what is wanted: it runs once the whole line was understood, outside of
 * picocli, so that Spring Boot reports a start that fails in its own way.
 */
@Command(
        name = "berth",
        mixinStandardHelpOptions = true,
        versionProvider = Berth.Version.class,
        subcommands = HelpCommand.class,
        description = "Starts the hub, or runs one of its commands.",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Any configuration key can be given as --KEY=VALUE. For example:",
            "  --berth.port=8080",
            "Environment: BERTH_HOME (data folder), BERTH_HOST, BERTH_PORT, BERTH_CONFIG (YAML file)."
        })
final class Berth implements Runnable {

    private static final String VERBOSE = "Print the log on the terminal too, not only to BERTH_HOME/log/berth.log.";

    private final List<String> settings;
    private final PrintStream out;
    private final PrintStream err;

    private Supplier<Commands.Wanted> wanted = () -> new Commands.Done(0);

    @Option(names = "--verbose", description = VERBOSE)
    private boolean verbose;

    Berth(List<String> settings, PrintStream out, PrintStream err) {
        this.settings = settings;
        this.out = out;
        this.err = err;
    }

    /** What was asked for; nothing more where the help or the version was printed. */
    Commands.Wanted wanted() {
        return wanted.get();
    }

    /** The commands below {@code import}. */
    ImportCommand imports() {
        return new ImportCommand((source, apply, passwordFile, machine) -> wanted = () ->
                new Commands.Done(ImportJupyterHub.run(source, apply, passwordFile, machine, settings, out, err)));
    }

    @Override
    public void run() {
        run(false);
    }

    @Command(mixinStandardHelpOptions = true, description = "Start the hub. This is the default.")
    void run(@Option(names = "--verbose", description = VERBOSE) boolean verbosely) {
        wanted = () -> new Commands.Hub(settings, verbose || verbosely);
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Report everything that is wrong with the configuration, without starting the hub.")
    void check(@Option(names = "--json", description = "Print the problems as JSON.") boolean json) {
        wanted = () -> new Commands.Done(Check.run(json, settings, out));
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Save the database and the keys to a file. The hub can keep running.")
    void backup(@Parameters(paramLabel = "FILE", description = "The file to write.") Path file) {
        wanted = () -> new Commands.Done(Backups.backup(file, settings, out, err));
    }

    @Command(mixinStandardHelpOptions = true, description = "Create the database from a backup.")
    void restore(
            @Parameters(paramLabel = "FILE", description = "The file that 'berth backup' wrote.") Path file,
            @Option(names = Backups.INTO_EMPTY, description = "Restore into a database that exists and is empty.")
                    boolean intoEmpty) {
        wanted = () -> new Commands.Done(Backups.restore(file, intoEmpty, settings, out, err));
    }

    @Command(
            name = "rotate-keys",
            mixinStandardHelpOptions = true,
            description = "Create new keys while hubs and proxies keep running.")
    void rotateKeys(
            @Option(
                            names = RotateKeys.OVERLAP,
                            paramLabel = "TIME",
                            defaultValue = RotateKeys.USUAL,
                            description = "How long the old keys stay valid (default: ${DEFAULT-VALUE}).")
                    String overlap) {
        wanted = () -> new Commands.Done(RotateKeys.run(overlap, settings, out, err));
    }

    @Command(
            name = "reset-password",
            mixinStandardHelpOptions = true,
            description = "Print a new one-time password for a user.")
    void resetPassword(@Parameters(paramLabel = "USER", description = "The username.") String user) {
        wanted = () -> new Commands.Done(ResetPassword.run(user, settings, out, err));
    }

    /** From the jar's manifest. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Berth.class.getPackage().getImplementationVersion();
            return new String[] {
                "Berth " + (version == null ? "(built without a version)" : version),
                "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"
            };
        }
    }
}
