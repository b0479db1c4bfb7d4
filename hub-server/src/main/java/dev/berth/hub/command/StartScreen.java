package dev.berth.hub.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.core.ResolvableType;

/**
 * What a person at a terminal sees of a start: a few lines of progress, warnings, and last the address and the one-time password in a frame.
 * The log goes to a file. Where the output is not a terminal, the log stays on it and no screen is shown.
 */
public final class StartScreen {

    private static final String FOLDER = "${berth.home}/log";
    private static final String FILE = FOLDER + "/berth.log";

    private StartScreen() {}

    /** Whether a person reads along. */
    public static boolean isTerminal() {
        // The JVM has no console where neither is one.
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /** Prepares a start on a terminal. With {@code verbose} the log is printed too. */
    @SuppressWarnings("SystemOut")
    public static void prepare(SpringApplication application, boolean verbose) {
        application.setBannerMode(Banner.Mode.OFF);
        application.addListeners(new ClosedFolder());
        if (verbose) {
            application.setDefaultProperties(Map.of("logging.file.name", FILE));
            return;
        }
        application.setDefaultProperties(Map.of("logging.file.name", FILE, "logging.threshold.console", "OFF"));
        PrintStream terminal = System.out;
        StartProgress progress = new StartProgress(terminal);
        System.setOut(new FramedLines(terminal, progress::end));
        ApplicationListener<ApplicationContextInitializedEvent> attach = event -> {
            progress.begin(event.getApplicationContext().getEnvironment().resolvePlaceholders(FILE));
            attach(progress);
        };
        application.addListeners(attach);
    }

    /** Makes the log's folder before the log is opened, closed to other accounts: they can pass through the data folder. */
    private static final class ClosedFolder implements GenericApplicationListener {

        @Override
        public void onApplicationEvent(ApplicationEvent event) {
            if (event instanceof ApplicationEnvironmentPreparedEvent prepared) {
                Path folder = Path.of(prepared.getEnvironment().resolvePlaceholders(FOLDER));
                try {
                    Files.createDirectories(folder);
                    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
                } catch (IOException failure) {
                    throw new UncheckedIOException("The folder for the log cannot be created: " + folder, failure);
                }
            }
        }

        @Override
        public boolean supportsEventType(ResolvableType type) {
            return ApplicationEnvironmentPreparedEvent.class.isAssignableFrom(type.toClass());
        }

        /** Once the data folder is known. */
        @Override
        public int getOrder() {
            return LoggingApplicationListener.DEFAULT_ORDER - 1;
        }
    }

    private static void attach(StartProgress progress) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
                @Override
                protected void append(ILoggingEvent event) {
                    if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
                        progress.warn(event.getLevel() + " " + event.getFormattedMessage());
                    } else if (event.getLevel().equals(Level.INFO)) {
                        progress.line(event.getFormattedMessage());
                    }
                }
            };
            appender.setContext(context);
            appender.start();
            context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        }
    }

    /** Draws a frame around the lines that a person needs: the first administrator's password, and the address. */
    static final class FramedLines extends PrintStream {

        private static final int WIDTH = 100;

        private final Runnable begins;
        private boolean open;

        FramedLines(PrintStream terminal, Runnable begins) {
            super(terminal, true, StandardCharsets.UTF_8);
            this.begins = begins;
        }

        @Override
        public void println(String line) {
            boolean ready = line.startsWith("Berth is ready at ");
            if (!ready && !line.startsWith("First start: ")) {
                super.println(line);
                return;
            }
            if (!open) {
                begins.run();
                super.println("┌" + "─".repeat(WIDTH - 2) + "┐");
                open = true;
            }
            super.println("│ " + line + " ".repeat(Math.max(0, WIDTH - 4 - line.length())) + " │");
            if (ready) {
                super.println("└" + "─".repeat(WIDTH - 2) + "┘");
                open = false;
            }
        }
    }
}
