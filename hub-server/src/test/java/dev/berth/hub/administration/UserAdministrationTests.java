package dev.berth.hub.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.access.Caller;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules about accounts that the console, the REST API and bulk actions share. */
class UserAdministrationTests {

    private static final HubUnderTest HUB = SharedHub.HUB;

    private final UserAdministration administration = HUB.bean(UserAdministration.class);

    static Caller caller(String name) {
        return HUB.caller(name);
    }

    private static Caller admin() {
        return caller(HUB.admin(SharedHub.name("boss")).name().value());
    }

    /** Has a role with {@code admin:users} and {@code delete:users}, and is not an administrator. */
    private static Caller helper() {
        String name = SharedHub.name("helper");
        HUB.user(name);
        HUB.bean(Groups.class).create("helpers", Actor.policy("test"));
        HUB.bean(Groups.class).change("helpers", Set.of(new UserName(name)), Set.of(), Actor.policy("test"));
        return caller(name);
    }

    private static User user() {
        return HUB.user(SharedHub.name("ann"));
    }

    private static User now(User user) {
        return HUB.bean(UserDirectory.class).byId(user.id()).orElseThrow();
    }

    @Test
    void onlyAnAdministratorChangesAnAdministrator() {
        User boss = HUB.admin(SharedHub.name("boss"));
        Caller helper = helper();
        assertThat(Stream.of(
                        administration.disable(helper, boss, null),
                        administration.enable(helper, boss, null),
                        administration.rename(helper, boss, SharedHub.name("new"), null),
                        administration.setAdmin(helper, boss, false, null),
                        administration.setAdmin(helper, user(), true, null),
                        administration.create(helper, List.of(SharedHub.name("new")), true, null),
                        administration.delete(helper, boss, null)))
                .containsOnly(new UserChange.AdministratorsOnly());
        assertThat(now(boss)).isEqualTo(boss);
        assertThat(administration.disable(admin(), boss, null)).isInstanceOf(UserChange.Done.class);
    }

    @Test
    void whoeverMayChangeUsersChangesOneWhoIsNoAdministrator() {
        Caller helper = helper();
        User ann = user();
        String other = SharedHub.name("other");
        assertThat(administration.disable(helper, ann, null)).isInstanceOf(UserChange.Done.class);
        assertThat(now(ann).active()).isFalse();
        assertThat(administration.enable(helper, ann, null)).isInstanceOf(UserChange.Done.class);
        assertThat(administration.rename(helper, ann, other, null)).isInstanceOf(UserChange.Done.class);
        assertThat(now(ann).name().value()).isEqualTo(other);
        assertThat(administration.delete(helper, now(ann), null)).isInstanceOf(UserChange.Done.class);
        assertThat(HUB.bean(UserDirectory.class).byId(ann.id())).isEmpty();
    }

    @Test
    void aChangeOfNameAndRightsIsMadeAsAWholeOrNotAtAll() {
        User ann = user();
        String taken = user().name().value();
        assertThat(administration.change(admin(), ann, taken, true, null)).isInstanceOf(UserChange.NameTaken.class);
        assertThat(now(ann)).isEqualTo(ann);
        String fresh = SharedHub.name("fresh");
        assertThat(administration.change(admin(), ann, fresh, true, null))
                .isInstanceOfSatisfying(
                        UserChange.Done.class,
                        done -> assertThat(done.user().name().value()).isEqualTo(fresh));
        assertThat(now(ann).admin()).isTrue();
    }

    @Test
    void accountsAreMadeAllOrNoneAndExistingOnesStay() {
        String known = user().name().value();
        String fresh = SharedHub.name("fresh");
        assertThat(administration.create(admin(), List.of(known, fresh), false, null))
                .isInstanceOfSatisfying(
                        UserChange.Made.class,
                        made -> assertThat(made.users())
                                .extracting(each -> each.name().value())
                                .containsExactly(fresh));
        String other = SharedHub.name("other");
        assertThat(administration.create(helper(), List.of(other, "the-warden"), false, null))
                .isInstanceOf(UserChange.Escalation.class);
        assertThat(HUB.bean(UserDirectory.class).byName(other)).isEmpty();
    }

    @Test
    void yourOwnAccountStaysOpen() {
        Caller me = admin();
        assertThat(administration.disable(me, me.user(), null)).isEqualTo(new UserChange.OwnAccount());
        assertThat(administration.delete(me, me.user(), null)).isEqualTo(new UserChange.OwnAccount());
        assertThat(now(me.user()).active()).isTrue();
    }

    @Test
    void aUserIsNotRenamedWhileAServerRuns() {
        User ann = user();
        HUB.startServer(ann.name().value(), "");
        HUB.await(ann.name().value(), ServerState.READY);
        UserChange rejected = administration.rename(admin(), ann, SharedHub.name("other"), null);
        assertThat(rejected)
                .isInstanceOfSatisfying(
                        UserChange.ServersActive.class,
                        active -> assertThat(active.reason())
                                .contains(ann.name().value())
                                .contains("Stop it"));
        assertThat(now(ann).name()).isEqualTo(ann.name());
    }

    @Test
    void aNameIsRejectedWithWhatIsWrongWithIt() {
        User ann = user();
        User bob = user();
        assertThat(administration.rename(admin(), ann, "no/name", null)).isInstanceOf(UserChange.InvalidName.class);
        assertThat(administration.create(admin(), List.of(SharedHub.name("fine"), ""), false, null))
                .isInstanceOf(UserChange.InvalidName.class);
        assertThat(administration.rename(admin(), ann, bob.name().value(), null))
                .isEqualTo(new UserChange.NameTaken(bob.name()));
        List<String> known = List.of(bob.name().value());
        assertThat(administration.create(admin(), known, false, null)).isEqualTo(new UserChange.AlreadyExist(known));
    }
}
