package dev.berth.hub.command;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** The program's commands. Without one it is the hub. */
public final class Commands {

    /** What shells expect of a command that was called wrongly. */
    private static final int USAGE = 2;

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
        if (words.size() == 2 && words.getFirst().equals(ResetPassword.NAME)) {
            return ResetPassword.run(words.getLast(), options, out, err);
        }
        err.println(
                words.getFirst().equals(ResetPassword.NAME)
                        ? ResetPassword.NAME + " needs exactly one user name."
                        : "There is no command \"" + words.getFirst() + "\".");
        err.println("Usage: berth                          starts the hub");
        err.println("       berth reset-password <user>    prints a new one-time password for a user");
        return USAGE;
    }
}
