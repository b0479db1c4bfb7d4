package dev.berth.hub.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.access.Caller;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules about how others sign in that the console and the REST API share. */
class SignInAdministrationTests {

    private static final HubUnderTest HUB = SharedHub.HUB;

    private final SignInAdministration administration = HUB.bean(SignInAdministration.class);

    private static Caller admin() {
        return UserAdministrationTests.caller(
                HUB.admin(SharedHub.name("boss")).name().value());
    }

    @Test
    void onlyAdministratorsChangeHowOthersSignIn() {
        User ann = HUB.user(SharedHub.name("ann"));
        Caller other = UserAdministrationTests.caller(
                HUB.user(SharedHub.name("bob")).name().value());
        UserName fresh = new UserName(SharedHub.name("fresh"));
        assertThat(List.of(
                        administration.link(other, ann, "campus", "1", null),
                        administration.unlink(other, ann, "campus", "1", null),
                        administration.removeFactor(other, ann, null),
                        administration.invite(other, ann.name(), null),
                        administration.createAndInvite(other, fresh, false, null)))
                .containsOnly(new SignInChange.AdministratorsOnly());
        assertThat(HUB.bean(UserDirectory.class).byName(fresh)).isEmpty();
    }

    @Test
    void whatIsNotThereCannotBeRemovedAndABuiltInAccountIsNotLinked() {
        User ann = HUB.user(SharedHub.name("ann"));
        assertThat(administration.unlink(admin(), ann, "campus", "1", null)).isInstanceOf(SignInChange.NotFound.class);
        assertThat(administration.removeFactor(admin(), ann, null)).isInstanceOf(SignInChange.NotFound.class);
        assertThat(administration.link(admin(), ann, "local", "ann", null)).isInstanceOf(SignInChange.NotLinked.class);
    }

    @Test
    void aClosedAccountIsNotInvitedAndANewOneIsCreated() {
        Caller admin = admin();
        User ann = HUB.user(SharedHub.name("ann"));
        HUB.bean(UserAccounts.class).disable(ann.id(), admin.actor(null));
        assertThat(administration.invite(admin, ann.name(), null))
                .isEqualTo(new SignInChange.AccountDisabled(ann.name()));
        UserName fresh = new UserName(SharedHub.name("fresh"));
        assertThat(administration.createAndInvite(admin, fresh, true, null))
                .isInstanceOfSatisfying(
                        SignInChange.Invited.class,
                        invited -> assertThat(invited.path()).contains("/hub/invite#"));
        assertThat(HUB.bean(UserDirectory.class).byName(fresh))
                .hasValueSatisfying(user -> assertThat(user.admin()).isTrue());
    }
}
