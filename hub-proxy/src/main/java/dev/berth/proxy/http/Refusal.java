package dev.berth.proxy.http;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/**
 * Why a request is not forwarded. People read it in their language, programs in English.
 *
 * @param status the status of the response
 * @param key the key of the message in the bundle {@code refusals}
 * @param arguments the values in the message
 */
record Refusal(int status, String key, List<String> arguments) {

    private static final String BUNDLE = "dev.berth.proxy.http.refusals";

    static Refusal of(int status, String key, String... arguments) {
        return new Refusal(status, key, List.of(arguments));
    }

    static Refusal bad(String key, String... arguments) {
        return of(400, key, arguments);
    }

    String title(Locale language) {
        return text("title." + status, language);
    }

    String message(Locale language) {
        String text = text(key, language);
        for (int i = 0; i < arguments.size(); i++) {
            text = text.replace("{" + i + "}", arguments.get(i));
        }
        return text;
    }

    private static String text(String key, Locale language) {
        // Without this control, the language of the machine would stand in for a missing one.
        Control control = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);
        return ResourceBundle.getBundle(BUNDLE, language, control).getString(key);
    }
}
