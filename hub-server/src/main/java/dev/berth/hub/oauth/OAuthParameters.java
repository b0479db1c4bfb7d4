package dev.berth.hub.oauth;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a request to one of the endpoints. One without a value counts as left out (RFC 6749, sections 3.1 and 3.2). */
record OAuthParameters(Map<String, String> all) {

    @Nullable String get(String name) {
        String value = all.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** Omits the values, among which are secrets. */
    @Override
    public String toString() {
        return "OAuthParameters" + all.keySet();
    }
}
