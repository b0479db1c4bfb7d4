package dev.berth.hub.command;

import dev.berth.hub.configuration.NearNames;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads the command line. Without a command it is the hub that is wanted. */
public final class Commands {

    /** Keys of the configuration, and variables in capitals; what they mean is checked with the rest of the configuration. */
    private static final String KEY = "--(?:(?:berth|spring|server|logging|management)[.][^=]+|[A-Z][A-Z0-9_]+)";

    private static final Predicate<String> SETTING =
            Pattern.compile(KEY + "=.*", Pattern.DOTALL).asMatchPredicate();
    private static final Predicate<String> SETTING_WITHOUT_VALUE =
            Pattern.compile(KEY).asMatchPredicate();

    private Commands() {}

    /** What the command line asks for. */
    public sealed interface Wanted permits Hub, Done {}

    /**
     * The hub.
     *
     * @param settings keys of the configuration, as {@code --key=value}
     * @param verbose whether the log is also wanted on a terminal
     */
    public record Hub(List<String> settings, boolean verbose) implements Wanted {}

    /** A command, which has already run. */
    public record Done(int status) implements Wanted {}

    /** Runs the named command. If the hub is wanted instead, says so, and the caller starts it. */
    public static Wanted run(String[] arguments, PrintStream out, PrintStream err) {
        List<String> settings = Arrays.stream(arguments).filter(SETTING).toList();
        String[] words = Arrays.stream(arguments).filter(SETTING.negate()).toArray(String[]::new);
        Berth berth = new Berth(settings, out, err);
        int status = new CommandLine(berth)
                .addSubcommand(berth.imports())
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((refused, _) -> refuse(refused))
                .execute(words);
        return status == CommandLine.ExitCode.OK ? berth.wanted() : new Done(status);
    }

    private static int refuse(ParameterException refused) {
        CommandLine called = refused.getCommandLine();
        PrintWriter err = called.getErr();
        err.println(problem(refused, called));
        err.println("Run '" + called.getCommandSpec().qualifiedName() + " --help' for help.");
        return CommandLine.ExitCode.USAGE;
    }

    private static String problem(ParameterException refused, CommandLine called) {
        if (refused instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched.getUnmatched().getFirst(), called);
        }
        // Thrown by the help command, which names what it does not know in the value only.
        if (refused.getArgSpec() == null && refused.getValue() != null) {
            return "Unknown command '" + refused.getValue() + "'." + near(refused.getValue(), commands(called));
        }
        return String.valueOf(refused.getMessage());
    }

    private static String unknown(String word, CommandLine called) {
        if (SETTING_WITHOUT_VALUE.test(word)) {
            return "The setting '" + word + "' has no value. Write it as " + word + "=VALUE.";
        }
        if (word.startsWith("-")) {
            return "Unknown option '" + word + "'."
                    + near(
                            word.replaceFirst("=.*", ""),
                            called.getCommandSpec().optionsMap().keySet());
        }
        return commands(called).isEmpty()
                ? "Unexpected argument '" + word + "'."
                : "Unknown command '" + word + "'." + near(word, commands(called));
    }

    private static Collection<String> commands(CommandLine called) {
        return called.getSubcommands().keySet();
    }

    private static String near(String word, Collection<String> names) {
        return NearNames.near(word, names)
                .map(near -> " Did you mean '" + near + "'?")
                .orElse("");
    }
}
