package dev.berth.hub.home;

import dev.berth.hub.share.Recipient;
import dev.berth.hub.share.ShareRefusal;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Why a server was not shared, as a sentence for the person who tried. */
@Component
class ShareProblems {

    private static final int SHOWN = 60;

    private final MessageSource messages;

    ShareProblems(MessageSource messages) {
        this.messages = messages;
    }

    String of(ShareRefusal why, Locale locale) {
        return switch (why) {
            case ShareRefusal.NoSuchRecipient(Recipient recipient) ->
                text(locale, "share.problem.noSuch." + recipient.kind(), shown(recipient.name()));
            case ShareRefusal.NameNotReadable(Recipient.Kind kind) -> text(locale, "share.problem.name." + kind);
            case ShareRefusal.TooMany(int limit) -> text(locale, "share.problem.tooMany", limit);
            case ShareRefusal.NotHeld _ -> text(locale, "share.problem.notHeld");
            // The form has fixed scopes, so only the server can be missing.
            case ShareRefusal.NoSuchServer _, ShareRefusal.UnknownScope _, ShareRefusal.ForeignFilter _ ->
                text(locale, "share.problem.noServer");
        };
    }

    private String text(Locale locale, String key, Object... values) {
        return messages.getMessage(key, values, locale);
    }

    private static String shown(String name) {
        return name.length() > SHOWN ? name.substring(0, SHOWN) + "…" : name;
    }
}
