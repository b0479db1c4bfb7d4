package dev.berth.hub.signin.password;

import dev.berth.hub.session.Visitor;
import dev.berth.hub.signin.Admission;
import dev.berth.hub.signin.SignIn;
import dev.berth.hub.signin.SignInOutcome;
import dev.berth.hub.signin.SignInProperties;
import dev.berth.hub.user.UserName;
import dev.berth.spi.identity.ExternalIdentity;
import dev.berth.spi.identity.PasswordProvider.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;

/** From a chosen way, a name and a password to whoever that is. What does not work is recorded with its reason; the person is told less. */
@Component
final class PasswordCheck {

    private static final Logger log = LoggerFactory.getLogger(PasswordCheck.class);

    private final LocalAccounts accounts;
    private final Directories directories;
    private final Admission admission;
    private final SignIn signIn;

    PasswordCheck(LocalAccounts accounts, Directories directories, Admission admission, SignIn signIn) {
        this.accounts = accounts;
        this.directories = directories;
        this.admission = admission;
        this.signIn = signIn;
    }

    /** What came of it. */
    sealed interface Checked {
        record Decided(SignInOutcome outcome) implements Checked {}

        /** The directory did not answer; nothing is known about the password. */
        record Down() implements Checked {}
    }

    /**
     * Checks and admits.
     *
     * @param typed the name as typed, bounded
     * @throws TooBusyException when too many passwords are being checked
     */
    Checked check(String provider, String typed, String password, Visitor visitor) {
        var closed = admission.address(provider, visitor.address());
        if (closed.isPresent()) {
            return refused(provider, typed, closed.get().code(), closed.get().rule(), visitor);
        }
        return provider.equals(SignInProperties.LOCAL)
                ? local(typed, password, visitor)
                : directory(provider, typed, password, visitor);
    }

    private Checked local(String typed, String password, Visitor visitor) {
        String name = UserName.of(typed).map(UserName::value).orElse("");
        try {
            Object principal = accounts.authenticate(
                            UsernamePasswordAuthenticationToken.unauthenticated(name, password))
                    .getPrincipal();
            if (principal instanceof ExternalIdentity identity) {
                return new Checked.Decided(signIn.admit(identity, visitor));
            }
            throw new BadCredentialsException("the built-in accounts vouch for nobody");
        } catch (TooBusyException busy) {
            throw busy;
        } catch (AuthenticationException wrong) {
            return refused(SignInProperties.LOCAL, typed, "BAD_CREDENTIALS", "name or password is wrong", visitor);
        }
    }

    private Checked directory(String provider, String typed, String password, Visitor visitor) {
        boolean bearable = typed.length() <= UserName.MAX_LENGTH && PasswordRules.bearable(password);
        Outcome outcome = bearable
                ? directories
                        .ask(provider, typed, password)
                        .orElse(new Outcome.Refused("NO_PROVIDER", "there is no such way to sign in"))
                : new Outcome.Refused("TOO_LONG", "the name or the password is longer than any can be");
        return switch (outcome) {
            case Outcome.Vouched(ExternalIdentity identity) -> new Checked.Decided(signIn.admit(identity, visitor));
            case Outcome.Refused(String code, String why) -> refused(provider, typed, code, why, visitor);
            case Outcome.Unavailable(String why) -> {
                log.warn("The directory \"{}\" could not check a password: {}", provider, why);
                signIn.refused(provider, claimed(typed), "UNAVAILABLE", why, visitor);
                yield new Checked.Down();
            }
        };
    }

    private Checked refused(String provider, String typed, String code, String why, Visitor visitor) {
        signIn.refused(provider, claimed(typed), code, why, visitor);
        return new Checked.Decided(new SignInOutcome.Refused(code));
    }

    private static String claimed(String typed) {
        return UserName.of(typed).map(UserName::value).orElseGet(() -> "(no name: " + typed.length() + " characters)");
    }
}
