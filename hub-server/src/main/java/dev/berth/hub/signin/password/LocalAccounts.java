package dev.berth.hub.signin.password;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.signin.SignInProperties;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserName;
import dev.berth.spi.identity.ExternalIdentity;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * The built-in accounts as a provider: the id is {@code local}, the subject is the user's number, which does not change when the user is
 * renamed.
 */
@Component
public class LocalAccounts implements AuthenticationProvider {

    private final JdbcLocalAccountRepository accounts;
    private final PasswordHasher hasher;
    private final UserAccounts users;

    LocalAccounts(JdbcLocalAccountRepository accounts, PasswordHasher hasher, UserAccounts users) {
        this.accounts = accounts;
        this.hasher = hasher;
        this.users = users;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String password = String.valueOf(attempt.getCredentials());
        Optional<UserName> name = UserName.of(attempt.getName());
        var account = name.flatMap(accounts::byName);
        // Does the same work for an unknown name as for a wrong password.
        boolean right = PasswordRules.bearable(password)
                && hasher.matches(
                        password,
                        account.map(JdbcLocalAccountRepository.LocalAccount::password)
                                .orElse(null));
        if (!right || account.isEmpty()) {
            throw new BadCredentialsException("username or password is wrong");
        }
        ExternalIdentity identity = ExternalIdentity.of(
                SignInProperties.LOCAL,
                subject(account.get().userId()),
                name.get().value());
        return UsernamePasswordAuthenticationToken.authenticated(identity, null, List.of());
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }

    public boolean has(User user) {
        return accounts.byUser(user.id()).isPresent();
    }

    boolean isPassword(User user, String password) {
        var account = accounts.byUser(user.id());
        return PasswordRules.bearable(password)
                && hasher.matches(
                        password,
                        account.map(JdbcLocalAccountRepository.LocalAccount::password)
                                .orElse(null));
    }

    public String hash(String password) {
        return hasher.hash(password);
    }

    /** Sets a password in the caller's transaction; the hash is computed earlier, so that a database connection never waits for it. */
    public void set(User user, String hash, boolean oneTime, Actor actor) {
        accounts.set(user.id(), hash, oneTime);
        users.link(user, SignInProperties.LOCAL, subject(user.id()), actor);
    }

    private static String subject(long userId) {
        return Long.toString(userId);
    }
}
