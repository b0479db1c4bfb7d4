package dev.berth.hub.signin;

import java.time.Duration;
import java.util.Map;

public final class TestSignIn {

    private TestSignIn() {}

    public static SignInProperties properties(String admin) {
        return new SignInProperties(
                admin,
                Duration.ofDays(14),
                Duration.ofHours(72),
                Duration.ofDays(7),
                8,
                new SignInProperties.Throttle(10, 100, Duration.ofMinutes(5)),
                "local",
                Map.of(),
                java.util.List.of(),
                null,
                Map.of());
    }
}
