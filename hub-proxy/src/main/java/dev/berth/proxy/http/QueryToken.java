package dev.berth.proxy.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parameter {@code token} in a query, as scripts and WebSockets of Jupyter's clients send it. */
final class QueryToken {

    private static final String NAME = "token=";

    private QueryToken() {}

    /**
     * The credential in a query; null without one.
     *
     * @param query with its question mark, or empty
     */
    static @Nullable Credential of(String query) {
        if (!query.contains(NAME)) {
            return null;
        }
        List<String> values = new QueryStringDecoder(query).parameters().getOrDefault("token", List.of());
        String value = values.isEmpty() ? "" : values.getFirst();
        return value.isEmpty() ? null : Credential.token(value);
    }

    /** The same query without the parameter, the rest byte for byte. */
    static String removedFrom(String query) {
        String left = Arrays.stream(query.substring(Math.min(1, query.length())).split("&", -1))
                .filter(part -> !part.startsWith(NAME))
                .collect(Collectors.joining("&"));
        return left.isEmpty() ? "" : "?" + left;
    }
}
