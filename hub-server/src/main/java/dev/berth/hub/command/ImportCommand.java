package dev.berth.hub.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands below {@code berth import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Import users, groups and tokens from another hub.",
        commandListHeading = "%nCommands:%n")
final class ImportCommand {

    private final JupyterHub jupyterHub;

    ImportCommand(JupyterHub jupyterHub) {
        this.jupyterHub = jupyterHub;
    }

    /** Keeps what is wanted, see {@link Berth}. */
    @FunctionalInterface
    interface JupyterHub {
        void wanted(String source, boolean apply, @Nullable Path passwordFile, @Nullable String machine);
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Import users, groups, named servers, API tokens and shares from the database of a JupyterHub 4, 5 or 6.",
                "Without --apply, only show what would be imported."
            },
            footer = {"", "The password of a PostgreSQL database comes from PGPASSWORD or --password-file."})
    void jupyterhub(
            @Parameters(
                            paramLabel = "SOURCE",
                            description =
                                    "JupyterHub's db_url: sqlite:////PATH or postgresql://USER@HOST/DATABASE, or the path of an"
                                            + " SQLite file.")
                    String source,
            @Option(names = "--apply", description = "Import. Everything is imported in one transaction.")
                    boolean apply,
            @Option(
                            names = "--password-file",
                            paramLabel = "FILE",
                            description = "A file that contains only the password of the PostgreSQL database.")
                    @Nullable Path passwordFile,
            @Option(
                            names = ImportJupyterHub.MACHINE_ACCOUNTS,
                            paramLabel = "ID",
                            description =
                                    "New users who have an account on this machine get its UID, and sign in with the PAM provider"
                                            + " of this id in berth.auth.pam.")
                    @Nullable String machine) {
        jupyterHub.wanted(source, apply, passwordFile, machine);
    }
}
