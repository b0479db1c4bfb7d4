package dev.berth.hub.signin.password;

import dev.berth.hub.signin.SignInProperties;
import dev.berth.hub.user.UserName;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Password rules: long enough, and different from the username. Length matters more than special characters, so there are no other rules.
 */
@Component
class PasswordRules {

    /** Longer passwords are not hashed, so that a visitor cannot determine the amount of work. */
    static final int MAX_BYTES = 1_024;

    private final int minLength;

    PasswordRules(SignInProperties properties) {
        minLength = properties.passwordMinLength();
    }

    static boolean bearable(String password) {
        return password.length() <= MAX_BYTES && password.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    int minLength() {
        return minLength;
    }

    /** The key of the message that explains the problem, or empty. */
    Optional<String> problem(UserName name, String password, String repeated) {
        if (!bearable(password)) {
            return Optional.of("signin.password.long");
        }
        if (password.codePointCount(0, password.length()) < minLength) {
            return Optional.of("signin.password.short");
        }
        if (password.toLowerCase(Locale.ROOT).contains(name.value())
                && password.length() < name.value().length() + minLength) {
            return Optional.of("signin.password.name");
        }
        return password.equals(repeated) ? Optional.empty() : Optional.of("signin.password.differs");
    }
}
