package dev.berth.hub.account;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The form for a new token.
 *
 * @param scopes its scopes; null for all permissions of its owner
 * @param lifetime null for unlimited
 */
record TokenForm(
        String note,
        @Nullable List<String> scopes,
        @Nullable Duration lifetime) {

    /** The permissions of a token, by the names of the form; {@code own} uses the entered scopes. */
    private static final Map<String, List<String>> SCOPES = Map.of(
            "servers", List.of("servers!user"),
            "access", List.of("access:servers!user"),
            "read", List.of("read:users!user", "read:servers!user"));

    /** Days, in the order in which they are offered; 0 means that the token never expires. */
    static final List<Integer> DAYS = List.of(1, 7, 30, 90, 365, 0);

    static final List<String> RIGHTS = List.of("servers", "access", "read", "all", "own");

    private static final int MAX_TEXT = 2_000;

    /** Empty if the form does not contain valid values. */
    static Optional<TokenForm> of(String note, String rights, String typed, int days) {
        if (!RIGHTS.contains(rights) || !DAYS.contains(days) || typed.length() > MAX_TEXT) {
            return Optional.empty();
        }
        @Nullable List<String> scopes = switch (rights) {
            case "all" -> null;
            case "own" ->
                Arrays.stream(typed.split("[\\s,]+"))
                        .filter(text -> !text.isEmpty())
                        .toList();
            default -> SCOPES.get(rights);
        };
        return Optional.of(new TokenForm(note, scopes, days == 0 ? null : Duration.ofDays(days)));
    }
}
