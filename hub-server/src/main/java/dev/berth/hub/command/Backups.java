package dev.berth.hub.command;

import dev.berth.hub.backup.Backup;
import dev.berth.hub.backup.BackupException;
import dev.berth.hub.backup.Restore;
import dev.berth.hub.database.ExistingDatabase;
import dev.berth.hub.database.NoDatabase;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code backup <file>} and {@code restore <file>}. */
final class Backups {

    static final String INTO_EMPTY = "--into-empty";

    private Backups() {}

    static int backup(Path file, List<String> options, PrintStream out, PrintStream err) {
        try (ConfigurableApplicationContext context =
                Context.open(BackupConfiguration.class, options, new ExistingDatabase())) {
            Backup.Taken taken = context.getBean(Backup.class).take(file, Context.operator());
            out.println("Saved " + taken.rows() + " rows of " + taken.tables() + " tables, as of " + taken.created()
                    + ", in " + taken.file());
            out.println(
                    "It holds hashes of passwords and tokens, and keys: keep it as you keep the data folder. Users' files"
                            + " are not in it.");
            return 0;
        } catch (BackupException refused) {
            return tell(refused, err);
        }
    }

    static int restore(Path file, boolean intoEmpty, List<String> options, PrintStream out, PrintStream err) {
        ApplicationContextInitializer<ConfigurableApplicationContext> guard =
                intoEmpty ? context -> {} : new NoDatabase(INTO_EMPTY);
        try (ConfigurableApplicationContext context = Context.open(BackupConfiguration.class, options, guard)) {
            Restore.Restored restored = context.getBean(Restore.class).restore(file, Context.operator());
            out.println("Restored " + restored.rows() + " rows of " + restored.tables() + " tables, as of "
                    + restored.created());
            out.println("Bring users' files back before you start the hub. Who was disabled, signed out or lost a token"
                    + " after the backup is as before it.");
            return 0;
        } catch (BackupException refused) {
            return tell(refused, err);
        }
    }

    private static int tell(BackupException refused, PrintStream err) {
        err.println(refused.getMessage());
        err.println(refused.action());
        return 1;
    }
}
