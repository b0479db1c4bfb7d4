package dev.berth.hub.command;

import dev.berth.hub.database.ExistingDatabase;
import dev.berth.hub.jupyterhub.ImportException;
import dev.berth.hub.jupyterhub.ImportWish;
import dev.berth.hub.jupyterhub.JupyterHubImport;
import dev.berth.hub.jupyterhub.Report;
import dev.berth.hub.jupyterhub.Source;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** {@code import jupyterhub SOURCE}: a preview, or the import itself with {@code --apply}. A hub can run beside it. */
final class ImportJupyterHub {

    /** libpq's variable, so that a password need not be an argument, which every account of the machine can read. */
    private static final String PASSWORD = "PGPASSWORD";

    static final String MACHINE_ACCOUNTS = "--machine-accounts";

    private static final String PAM = "berth.auth.pam";

    /** As of the provider itself. */
    private static final long USUAL_MIN_UID = 1_000;

    private ImportJupyterHub() {}

    static int run(
            String text,
            boolean apply,
            @Nullable Path passwordFile,
            @Nullable String machine,
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
            ImportWish wish = new ImportWish(
                    source, password, machine(machine, context.getEnvironment()), apply, Context.operator());
            Report report = context.getBean(JupyterHubImport.class).run(wish, progress);
            progress.end();
            ImportReport.print(report, out);
            return 0;
        } catch (ImportException refused) {
            progress.end();
            return tell(refused, 1, err);
        }
    }

    /** Its keys belong to another module, so they are read without their record. */
    private static ImportWish.@Nullable Machine machine(@Nullable String provider, Environment environment) {
        if (provider == null) {
            return null;
        }
        Binder binder = Binder.get(environment);
        Set<String> configured = binder.bind(PAM, Bindable.mapOf(String.class, Object.class))
                .orElse(Map.of())
                .keySet();
        if (!configured.contains(provider)) {
            throw new ImportException(
                    MACHINE_ACCOUNTS + " names the provider \"" + provider + "\", which " + PAM + " does not contain",
                    "Configure it first. Configured providers: "
                            + (configured.isEmpty() ? "none" : String.join(", ", configured)));
        }
        long minUid = binder.bind(PAM + "." + provider + ".min-uid", Long.class).orElse(USUAL_MIN_UID);
        return new ImportWish.Machine(provider, minUid);
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
