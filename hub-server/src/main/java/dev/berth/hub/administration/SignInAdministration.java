package dev.berth.hub.administration;

import dev.berth.hub.access.Caller;
import dev.berth.hub.signin.IdentityLinks;
import dev.berth.hub.signin.factor.SecondFactors;
import dev.berth.hub.signin.password.Invitations;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Changes how other users sign in, on behalf of a caller: their identities at providers, their second factors, and their passwords by
 * invitation. Each of these could give somebody an account's rights, so only administrators may, whatever a caller's scopes are. Removing
 * an identity may wait for the proxies.
 */
@Component
public class SignInAdministration {

    private final IdentityLinks identities;
    private final SecondFactors factors;
    private final Invitations invitations;
    private final UserAdministration accounts;
    private final UserDirectory directory;

    SignInAdministration(
            IdentityLinks identities,
            SecondFactors factors,
            Invitations invitations,
            UserAdministration accounts,
            UserDirectory directory) {
        this.identities = identities;
        this.factors = factors;
        this.invitations = invitations;
        this.accounts = accounts;
        this.directory = directory;
    }

    /** Links an identity of a provider to a user. */
    public SignInChange link(Caller caller, User user, String provider, String subject, @Nullable String address) {
        return byAdministrator(
                caller, () -> switch (identities.link(user, provider, subject.strip(), caller.actor(address))) {
                    case IdentityLinks.LinkResult.Done() -> new SignInChange.Done();
                    case IdentityLinks.LinkResult.Refused(String reason) -> new SignInChange.NotLinked(reason);
                });
    }

    /** Removes an identity; the user's sessions end, because one of them may come from it. */
    public SignInChange unlink(Caller caller, User user, String provider, String subject, @Nullable String address) {
        return byAdministrator(
                caller,
                () -> identities.unlink(user, provider, subject, caller.actor(address))
                        ? new SignInChange.Done()
                        : new SignInChange.NotFound("No such identity"));
    }

    /** Removes the second factor of somebody who has lost it. */
    public SignInChange removeFactor(Caller caller, User user, @Nullable String address) {
        return byAdministrator(
                caller,
                () -> factors.remove(user, caller.actor(address))
                        ? new SignInChange.Done()
                        : new SignInChange.NotFound("No second factor"));
    }

    /** Creates a link for choosing a password. An account that does not exist is created when the link is used. */
    public SignInChange invite(Caller caller, UserName name, @Nullable String address) {
        return byAdministrator(caller, () -> {
            boolean closed =
                    directory.byName(name).filter(user -> !user.active()).isPresent();
            return closed
                    ? new SignInChange.AccountDisabled(name)
                    : new SignInChange.Invited(invitations.invite(name, caller, address));
        });
    }

    /** The same, but an account that does not exist is created at once, so that it can be an administrator's. */
    public SignInChange createAndInvite(Caller caller, UserName name, boolean admin, @Nullable String address) {
        return byAdministrator(caller, () -> switch (accounts.create(caller, List.of(name.value()), admin, address)) {
            case UserChange.Done _, UserChange.Made _, UserChange.AlreadyExist _ -> invite(caller, name, address);
            case UserChange.Rejected rejected -> new SignInChange.NotCreated(rejected.reason());
        });
    }

    private static SignInChange byAdministrator(Caller caller, Supplier<SignInChange> change) {
        return caller.admin() ? change.get() : new SignInChange.AdministratorsOnly();
    }
}
