package dev.berth.hub.command;

import dev.berth.hub.database.ExistingDatabase;
import dev.berth.hub.signin.password.PasswordReset;
import java.io.PrintStream;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code reset-password <user>}: the way back in for an administrator who cannot sign in any more. */
final class ResetPassword {

    private ResetPassword() {}

    static int run(String user, List<String> options, PrintStream out, PrintStream err) {
        try (ConfigurableApplicationContext context =
                Context.open(CommandConfiguration.class, options, new ExistingDatabase())) {
            return tell(context.getBean(PasswordReset.class).reset(user, Context.operator()), user, out, err);
        }
    }

    private static int tell(PasswordReset.ResetResult outcome, String user, PrintStream out, PrintStream err) {
        return switch (outcome) {
            case PasswordReset.ResetResult.Done(String name, String password) -> {
                out.println("Sign in as \"" + name + "\" with the one-time password " + password);
                out.println("All sessions and open invitations of this user have ended.");
                yield 0;
            }
            case PasswordReset.ResetResult.NoSuchUser(List<String> administrators) -> {
                err.println("There is no user \"" + user + "\" in this hub's database. Administrators are: "
                        + (administrators.isEmpty() ? "none" : String.join(", ", administrators)));
                yield 1;
            }
            case PasswordReset.ResetResult.Closed(String name) -> {
                err.println("The account of \"" + name + "\" is disabled, so that no password lets them in. Ask an"
                        + " administrator to enable it, or reset an administrator's password and do it yourself.");
                yield 1;
            }
        };
    }
}
