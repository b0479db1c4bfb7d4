package dev.berth.hub.home;

import dev.berth.hub.server.StartResult;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Explains in the reader's language why a start was rejected. */
@Component
class StartProblems {

    private static final int SHOWN = 60;

    private final MessageSource messages;

    StartProblems(MessageSource messages) {
        this.messages = messages;
    }

    /** Empty if the start was accepted. */
    Optional<String> of(Optional<StartResult> result, String profile, Locale locale) {
        if (result.isEmpty()) {
            String shown = profile.length() > SHOWN ? profile.substring(0, SHOWN) : profile;
            return Optional.of(text(locale, "spawn.unknownProfile", shown));
        }
        return switch (result.get()) {
            case StartResult.Wanted _, StartResult.AlreadyPending _, StartResult.AlreadyRunning _ -> Optional.empty();
            case StartResult.StillStopping _ -> Optional.of(text(locale, "spawn.stillStopping"));
            case StartResult.Busy busy -> Optional.of(text(locale, "spawn.busy", busy.limit()));
            case StartResult.TooManyNamed many -> Optional.of(text(locale, "home.limit", many.limit()));
            case StartResult.NotHere _ -> Optional.of(text(locale, "spawn.notHere"));
            case StartResult.AccountClosed _ -> Optional.of(text(locale, "spawn.accountClosed"));
            case StartResult.BadOptions _ -> Optional.of(text(locale, "spawn.badOptions"));
            case StartResult.BadName _ -> Optional.of(text(locale, "spawn.badName"));
            case StartResult.ReservedName _ -> Optional.of(text(locale, "spawn.reservedName"));
        };
    }

    private String text(Locale locale, String key, Object... words) {
        return messages.getMessage(key, words, locale);
    }
}
