package dev.berth.hub.database;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Keeps one outage of the database from being logged by each loop that needs it: while it lasts, lines about a {@link DatabaseAwayException}
 * are dropped. One rule here reaches every loop, also those of libraries and of later releases.
 */
final class QuietLog extends TurboFilter {

    /** Lines that quote only a message. Those of Spring's exceptions do not repeat what their cause says. */
    private static final List<String> QUOTED = List.of(
            DatabaseAwayException.BEGINNING,
            "Failed to obtain JDBC Connection",
            "Could not open JDBC Connection for transaction");

    private final BooleanSupplier away;

    QuietLog(BooleanSupplier away) {
        this.away = away;
    }

    void install() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            start();
            context.addTurboFilter(this);
        }
    }

    void remove() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getTurboFilterList().remove(this);
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable failure) {
        if (!away.getAsBoolean() || !level.isGreaterOrEqual(Level.WARN)) {
            return FilterReply.NEUTRAL;
        }
        return about(failure) || quotes(arguments) ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    private static boolean quotes(Object @Nullable [] arguments) {
        if (arguments != null) {
            for (Object argument : arguments) {
                if ((argument instanceof String text && QUOTED.stream().anyMatch(text::contains))
                        || (argument instanceof Throwable failure && about(failure))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean about(@Nullable Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof DatabaseAwayException) {
                return true;
            }
        }
        return false;
    }
}
