package dev.berth.proxy.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of a request, from all its Cookie headers, in order and as they came.
 *
 * <p>Split at every semicolon, even inside quotes: a parser that respects quotes could be made to hide a cookie in the value of another, and
 * to forward it where it must not go.
 */
record Cookies(List<Cookie> all) {

    record Cookie(String name, String value, String text) {}

    static Cookies of(List<String> headers) {
        List<Cookie> all = new ArrayList<>();
        for (String header : headers) {
            for (String part : header.split(";", -1)) {
                String text = part.strip();
                int equals = text.indexOf('=');
                if (!text.isEmpty()) {
                    String name = equals < 0 ? "" : text.substring(0, equals).strip();
                    all.add(new Cookie(name, text.substring(equals + 1).strip(), text));
                }
            }
        }
        return new Cookies(all);
    }

    List<String> values(String name) {
        return all.stream()
                .filter(each -> each.name.equals(name))
                .map(Cookie::value)
                .toList();
    }

    @Nullable String first(String name) {
        List<String> values = values(name);
        return values.isEmpty() ? null : values.getFirst();
    }

    /** One Cookie header without these names, or null if none are left. */
    @Nullable String without(Predicate<String> names) {
        List<String> left = all.stream()
                .filter(each -> !names.test(each.name))
                .map(Cookie::text)
                .toList();
        return left.isEmpty() ? null : String.join("; ", left);
    }

    /** Without values, because they are credentials. */
    @Override
    public String toString() {
        return "Cookies[" + all.size() + "]";
    }
}
