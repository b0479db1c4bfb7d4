package dev.berth.hub.command;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The program's commands. Without one it is the hub. */
public final class Commands {

    /** What shells expect of a command that was called wrongly. */
    private static final int USAGE = 2;

    /** How many words each has, its name included. */
    private static final Map<String, Integer> WORDS =
            Map.of(Check.NAME, 1, RotateKeys.NAME, 1, Backups.BACKUP, 2, Backups.RESTORE, 2, ResetPassword.NAME, 2);

    private Commands() {}

    /** Whether the arguments begin with a command's name, rather than being options of the hub. */
    public static boolean named(String[] arguments) {
        return arguments.length > 0 && !arguments[0].startsWith("-");
    }

    /** Runs the named command and tells the exit status. */
    public static int run(String[] arguments, PrintStream out, PrintStream err) {
        List<String> options =
                Arrays.stream(arguments).filter(each -> each.startsWith("--")).toList();
        List<String> words =
                Arrays.stream(arguments).filter(each -> !each.startsWith("--")).toList();
        int needed = WORDS.getOrDefault(words.getFirst(), 0);
        if (words.size() != needed) {
            return usage(words.getFirst(), err);
        }
        String last = words.getLast();
        return switch (words.getFirst()) {
            case Check.NAME -> Check.run(options, out);
            case RotateKeys.NAME -> RotateKeys.run(options, out, err);
            case Backups.BACKUP -> Backups.backup(Path.of(last), options, out, err);
            case Backups.RESTORE -> Backups.restore(Path.of(last), options, out, err);
            default -> ResetPassword.run(last, options, out, err);
        };
    }

    private static int usage(String name, PrintStream err) {
        err.println(
                WORDS.containsKey(name)
                        ? "\"" + name + "\" was called with too few words or too many."
                        : "There is no command \"" + name + "\".");
        err.println("Usage: berth                          starts the hub");
        err.println("       berth check [--json]           tells everything that is wrong with the configuration");
        err.println("       berth backup <file>            saves database and keys while the hub runs");
        err.println("       berth restore <file> [--into-empty]   makes a database from a backup");
        err.println("       berth rotate-keys [--overlap=14d]     new keys; the old ones count for that long");
        err.println("       berth reset-password <user>    prints a new one-time password for a user");
        return USAGE;
    }
}
