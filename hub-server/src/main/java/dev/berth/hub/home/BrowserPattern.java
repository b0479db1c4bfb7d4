package dev.berth.hub.home;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Translates a Java regular expression for the {@code pattern} attribute of a form field. Browsers compile it with JavaScript's {@code v}
 * flag (HTML, section 4.10.5.3.6), which requires more characters to be escaped within a class than Java does, and fewer outside; a browser
 * that cannot compile a pattern ignores it. What JavaScript cannot express is left to the hub, which validates every value anyway.
 */
final class BrowserPattern {

    private static final String SYNTAX = "^$\\.*+?()[]{}|/";
    private static final String CLASS_PUNCTUATION = SYNTAX + "&-!#%,:;<=>@`~";
    private static final String SHARED_ESCAPES = "dDwWsStnrfbB";
    private static final String CLASS_ESCAPES = "dDwWsS";

    private final String java;
    private final StringBuilder browsers = new StringBuilder();
    private int at;

    private BrowserPattern(String java) {
        this.java = java;
    }

    /** The pattern for a browser; null if it cannot be expressed there, or if flags change its meaning. */
    static @Nullable String of(Pattern pattern) {
        BrowserPattern translation = new BrowserPattern(pattern.pattern());
        return pattern.flags() == 0 && translation.whole() ? translation.browsers.toString() : null;
    }

    private boolean whole() {
        while (at < java.length()) {
            char next = java.charAt(at++);
            boolean said = switch (next) {
                case '\\' -> escape(SYNTAX);
                case '[' -> characterClass();
                case '(' -> group();
                case '*', '+', '?', '}' -> quantifier(next);
                case '/' -> add("\\/");
                default -> add(next);
            };
            if (!said) {
                return false;
            }
        }
        return true;
    }

    /**
     * A backslash was read. Before punctuation it makes the character literal, which JavaScript allows only for its own syntax characters.
     */
    private boolean escape(String punctuation) {
        if (at == java.length()) {
            return false;
        }
        char escaped = java.charAt(at++);
        if (Character.isLetterOrDigit(escaped)) {
            return SHARED_ESCAPES.indexOf(escaped) >= 0 && add("\\" + escaped);
        }
        return literal(escaped, punctuation);
    }

    /** Flags, atomic groups and similar constructs do not have a counterpart. */
    private boolean group() {
        String rest = java.substring(at);
        boolean known = !rest.startsWith("?") || rest.matches("(?s)\\?(:|=|!|<=|<!|<[A-Za-z][A-Za-z0-9]*>).*");
        if (rest.startsWith("?")) {
            at++;
            return known && add("(?");
        }
        return add('(');
    }

    /** {@code a++} is possessive in Java, and an error in JavaScript. */
    private boolean quantifier(char quantifier) {
        return (at == java.length() || java.charAt(at) != '+') && add(quantifier);
    }

    private boolean characterClass() {
        add('[');
        if (at < java.length() && java.charAt(at) == '^') {
            add(java.charAt(at++));
        }
        boolean mayBeginRange = false;
        while (at < java.length()) {
            char next = java.charAt(at++);
            if (next == ']') {
                return add(']');
            }
            if (next == '[' || (next == '&' && at < java.length() && java.charAt(at) == '&')) {
                return false;
            }
            if (next == '-' && mayBeginRange && at < java.length() && java.charAt(at) != ']') {
                mayBeginRange = false;
                add('-');
                if (!one(java.charAt(at++))) {
                    return false;
                }
                continue;
            }
            mayBeginRange = !(next == '\\' && at < java.length() && CLASS_ESCAPES.indexOf(java.charAt(at)) >= 0);
            if (!one(next)) {
                return false;
            }
        }
        return false;
    }

    /** One character of a class, of which the first code unit was already read. */
    private boolean one(char first) {
        return first == '\\' ? escape(CLASS_PUNCTUATION) : first != '[' && literal(first, CLASS_PUNCTUATION);
    }

    private boolean literal(char character, String punctuation) {
        return punctuation.indexOf(character) >= 0 ? add("\\" + character) : add(character);
    }

    private boolean add(Object text) {
        browsers.append(text);
        return true;
    }
}
