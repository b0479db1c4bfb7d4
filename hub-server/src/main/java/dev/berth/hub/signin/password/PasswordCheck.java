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

/** Checks a username and password with the selected provider. A failure is recorded with its reason; the person sees less. */
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

    /** The result of a check. */
    sealed interface Checked {
        record Decided(SignInOutcome outcome) implements Checked {}

        /** The directory did not respond; whether the password is correct is unknown. */
        record Down() implements Checked {}
    }

    /**
     * Checks the password and applies the sign-in rules.
     *
     * @param typed the username as typed, limited in length
     * @throws TooBusyException if too many passwords are being checked
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
            throw new BadCredentialsException("the account provider did not return an identity");
        } catch (TooBusyException busy) {
            throw busy;
        } catch (AuthenticationException wrong) {
            return refused(SignInProperties.LOCAL, typed, "BAD_CREDENTIALS", "username or password is wrong", visitor);
        }
    }

    private Checked directory(String provider, String typed, String password, Visitor visitor) {
        boolean bearable = typed.length() <= UserName.MAX_LENGTH && PasswordRules.bearable(password);
        Outcome outcome = bearable
                ? directories
                        .ask(provider, typed, password)
                        .orElse(new Outcome.Refused("NO_PROVIDER", "there is no such sign-in provider"))
                : new Outcome.Refused("TOO_LONG", "the username or the password exceeds the maximum length");
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
        return UserName.of(typed)
                .map(UserName::value)
                .orElseGet(() -> "(not a valid name: " + typed.length() + " characters)");
    }
}
