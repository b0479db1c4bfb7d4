package dev.berth.hub.command;

import dev.berth.hub.database.ExistingDatabase;
import dev.berth.hub.jupyterhub.ImportException;
import dev.berth.hub.jupyterhub.JupyterHubImport;
import dev.berth.hub.jupyterhub.Report;
import dev.berth.hub.jupyterhub.Source;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code import jupyterhub SOURCE}: a preview, or the import itself with {@code --apply}. A hub can run beside it. */
final class ImportJupyterHub {

    /** libpq's variable, so that a password need not be an argument, which every account of the machine can read. */
    private static final String PASSWORD = "PGPASSWORD";

    private ImportJupyterHub() {}

    static int run(
            String text,
            boolean apply,
            @Nullable Path passwordFile,
            List<String> settings,
            PrintStream out,
            PrintStream err) {
        Source source;
        String password;
        try {
            source = Source.parse(text);
            password = password(passwordFile);
        } catch (ImportException refused) {
            return tell(refused, 2, err);
        }
        ImportProgress progress = new ImportProgress(err, StartScreen.isTerminal());
        try (ConfigurableApplicationContext context =
                Context.open(ImportConfiguration.class, settings, new ExistingDatabase())) {
            Report report =
                    context.getBean(JupyterHubImport.class).run(source, password, apply, progress, Context.operator());
            progress.end();
            ImportReport.print(report, out);
            return 0;
        } catch (ImportException refused) {
            progress.end();
            return tell(refused, 1, err);
        }
    }

    private static @Nullable String password(@Nullable Path file) {
        if (file == null) {
            return System.getenv(PASSWORD);
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException failure) {
            throw new ImportException(
                    "The password file " + file + " cannot be read: " + failure,
                    "Check its path, its owner and its mode.");
        }
    }

    private static int tell(ImportException refused, int status, PrintStream err) {
        err.println(refused.getMessage());
        err.println(refused.action());
        return status;
    }
}
