package dev.berth.spawner.local;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a server runs, as a piece of shell code that is evaluated only after all privileges are dropped. It reaches the shell through a file
 * descriptor: everybody on the machine can read arguments, and in root's own environment an {@code LD_PRELOAD} of a profile would take
 * effect with root's privileges.
 */
record Program(Map<String, String> environment, String folder, List<String> command) {

    /**
     * The exit status of a shell that could not enter the home directory; the shell itself uses 126 and 127 for a program that it cannot
     * run.
     */
    static final int NO_HOME = 125;

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,255}");

    Program {
        environment = Map.copyOf(environment);
        command = List.copyOf(command);
        environment.forEach((name, value) -> {
            if (!VARIABLE.matcher(name).matches()) {
                throw new IllegalArgumentException("Not a valid name for an environment variable: '" + name + "'");
            }
            checkNoNul(name, value);
        });
        command.forEach(word -> checkNoNul("an argument", word));
    }

    String script() {
        StringBuilder script = new StringBuilder("umask 077\ncd ")
                .append(quote(folder))
                .append(" || exit ")
                .append(NO_HOME)
                .append("\nunset OLDPWD\n");
        new TreeMap<>(environment)
                .forEach((name, value) -> script.append("export ")
                        .append(name)
                        .append('=')
                        .append(quote(value))
                        .append('\n'));
        script.append("exec");
        command.forEach(word -> script.append(' ').append(quote(word)));
        return script.append(" 3<&-\n").toString();
    }

    /** Omits the environment, which may hold secrets. */
    @Override
    public String toString() {
        return "Program[" + command.getFirst() + " in " + folder + "]";
    }

    static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static void checkNoNul(String name, String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("The value of " + name + " contains a NUL character");
        }
    }
}
