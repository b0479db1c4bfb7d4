package dev.berth.hub.oauth;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * The parameters of a request to one of the endpoints. One without a value counts as left out, and none can be given twice (RFC 6749,
 * sections 3.1 and 3.2).
 */
record OAuthParameters(Map<String, List<String>> all) {

    static OAuthParameters of(MultiValueMap<String, String> request) {
        return new OAuthParameters(request.entrySet().stream()
                .filter(each -> !each.getKey().equals("_xsrf"))
                .collect(Collectors.toMap(Map.Entry::getKey, each -> List.copyOf(each.getValue()))));
    }

    /** Whether a parameter is given twice, so that client and hub could each take another one of its values. */
    boolean repeats() {
        return all.values().stream().anyMatch(values -> values.size() > 1);
    }

    @Nullable String get(String name) {
        List<String> values = all.getOrDefault(name, List.of());
        return values.isEmpty() || values.getFirst().isEmpty() ? null : values.getFirst();
    }

    /** For the form with which the same request comes again. */
    Map<String, String> single() {
        return all.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().getFirst()));
    }

    /** Omits the values, among which are secrets. */
    @Override
    public String toString() {
        return "OAuthParameters" + all.keySet();
    }
}
