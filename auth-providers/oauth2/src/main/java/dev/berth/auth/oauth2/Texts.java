package dev.berth.auth.oauth2;

import org.jspecify.annotations.Nullable;

/** Text from outside that goes into a message or a log. */
final class Texts {

    private static final int MOST = 200;

    private Texts() {}

    /** Limited in length, and on one line. */
    static String cut(@Nullable Object value) {
        String text = String.valueOf(value);
        String bounded = text.length() > MOST ? text.substring(0, MOST) + "…" : text;
        return bounded.replaceAll("\\p{Cntrl}", "?");
    }
}
