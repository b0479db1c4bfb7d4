package dev.berth.hub.home;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression of Java's as browsers take it in a field's {@code pattern}. They compile it with JavaScript's flag {@code v} (HTML,
 * section 4.10.5.3.6), which wants more characters escaped within a class than Java does, and fewer outside; a browser that cannot compile
 * it checks nothing. What JavaScript has no word for is left to the hub, which checks every value anyway.
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

    /** The same for a browser; null when it cannot be said there, or when flags change what it means. */
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

    /** A backslash was read. Before punctuation it only says "as it stands", which JavaScript allows for its own syntax alone. */
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

    /** Flags, atomic groups and the like have no counterpart. */
    private boolean group() {
        String rest = java.substring(at);
        boolean known = !rest.startsWith("?") || rest.matches("(?s)\\?(:|=|!|<=|<!|<[A-Za-z][A-Za-z0-9]*>).*");
        if (rest.startsWith("?")) {
            at++;
            return known && add("(?");
        }
        return add('(');
    }

    /** {@code a++} never gives back in Java, and is an error in JavaScript. */
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

    /** One character of a class, the first of which was read. */
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
