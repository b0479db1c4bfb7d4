package dev.berth.hub.command;

import dev.berth.hub.database.ExistingDatabase;
import dev.berth.hub.keys.KeyRotation;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code rotate-keys}: new keys, while hubs and proxies run. */
final class RotateKeys {

    static final String OVERLAP = "--overlap";

    /** As long as a browser session lasts at most, so that no open page is refused. */
    static final String USUAL = "14d";

    private RotateKeys() {}

    static int run(String text, List<String> settings, PrintStream out, PrintStream err) {
        Duration overlap;
        try {
            overlap = DurationStyle.detectAndParse(text);
        } catch (IllegalArgumentException noTime) {
            err.println(OVERLAP + "=" + text + " is no time. Use one such as " + OVERLAP + "=" + USUAL);
            return 2;
        }
        if (overlap.compareTo(Duration.ofMinutes(1)) < 0) {
            err.println(OVERLAP + "=" + text + " is too short for hubs and proxies to notice. Use at least 1m");
            return 2;
        }
        return rotate(settings, overlap, out, err);
    }

    private static int rotate(List<String> options, Duration overlap, PrintStream out, PrintStream err) {
        try (ConfigurableApplicationContext context =
                Context.open(CommandConfiguration.class, options, new ExistingDatabase())) {
            KeyRotation.Rotated rotated = context.getBean(KeyRotation.class).rotate(overlap, Context.operator());
            out.println("New keys are in use. The old ones are believed until " + rotated.until() + ".");
            out.println(
                    rotated.given() == null
                            ? "Hubs and proxies on other machines need the new keys/proxy.secret by then; no restart is needed."
                            : "The proxy secret stays: " + rotated.given()
                                    + " is given by berth.proxy.secret-file. Change it where it comes from.");
            return 0;
        } catch (IOException | SQLException failure) {
            err.println("The keys cannot be replaced: " + failure.getMessage());
            err.println(
                    "Look at the owner of the folder keys and at the space left on its disk. Nothing is lost; try again.");
            return 1;
        }
    }
}
