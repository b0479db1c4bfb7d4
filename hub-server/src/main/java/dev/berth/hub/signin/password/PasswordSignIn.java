package dev.berth.hub.signin.password;

import dev.berth.hub.session.IssuedSession;
import dev.berth.hub.session.Visitor;
import dev.berth.hub.signin.SignInOutcome;
import dev.berth.hub.signin.Throttle;
import dev.berth.hub.user.UserName;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Signing in by username and password, in the form and for programs that request a token: counts the attempt, checks the password, and applies
 * the sign-in rules. What a wrong attempt costs and what is recorded is the same for both.
 */
@Component
public class PasswordSignIn {

    private final PasswordCheck passwords;
    private final Throttle throttle;

    PasswordSignIn(PasswordCheck passwords, Throttle throttle) {
        this.passwords = passwords;
        this.throttle = throttle;
    }

    /** The result of an attempt. */
    public sealed interface Result {

        /** Signed in, with a session that the caller hands over or ends. */
        record In(IssuedSession session) implements Result {}

        /** The password is correct, but a second factor is required. */
        record Code(SignInOutcome.CodeWanted wanted) implements Result {}

        /** Rejected; the reason is in the audit log only. */
        record Wrong() implements Result {}

        /** The directory did not respond; whether the password is correct is unknown. */
        record Down() implements Result {}

        /** Too many attempts on this account or from this address; the password was not checked. */
        record TooMany(Duration pause) implements Result {}

        /** More passwords are being checked than can be handled; this one was not. */
        record Busy(Duration pause) implements Result {}
    }

    /** One attempt. Blocks while the password is checked, which can take seconds. */
    public Result attempt(String provider, String username, String password, Visitor visitor) {
        String name = UserName.of(username).map(UserName::value).orElse("");
        Throttle.Attempt attempt = throttle.attempt(Throttle.account(provider, name), visitor.address());
        if (attempt.pause().isPresent()) {
            return new Result.TooMany(attempt.pause().get());
        }
        try {
            return switch (passwords.check(provider, username, password, visitor)) {
                case PasswordCheck.Checked.Decided(SignInOutcome.Admitted admitted) -> {
                    attempt.succeeded();
                    yield new Result.In(admitted.session());
                }
                case PasswordCheck.Checked.Decided(SignInOutcome.CodeWanted wanted) -> {
                    attempt.giveBack();
                    yield new Result.Code(wanted);
                }
                case PasswordCheck.Checked.Decided(SignInOutcome.Refused _) -> new Result.Wrong();
                case PasswordCheck.Checked.Down() -> {
                    attempt.giveBack();
                    yield new Result.Down();
                }
            };
        } catch (TooBusyException busy) {
            attempt.giveBack();
            return new Result.Busy(Duration.ofSeconds(TooBusyException.RETRY_AFTER));
        }
    }
}
