package dev.berth.hub.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.access.Caller;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.UserName;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules about groups that the console, the REST API and bulk actions share. */
class GroupAdministrationTests {

    private static final HubUnderTest HUB = SharedHub.HUB;

    private final GroupAdministration administration = HUB.bean(GroupAdministration.class);
    private final Groups groups = HUB.bean(Groups.class);

    private static Caller admin() {
        return UserAdministrationTests.caller(
                HUB.admin(SharedHub.name("boss")).name().value());
    }

    private static String user() {
        return HUB.user(SharedHub.name("ann")).name().value();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a\\b", "..", "", " a", "a\u200bb"})
    void aNameThatDoesNotFitIntoAPathIsRejected(String name) {
        GroupChange rejected = administration.create(admin(), List.of("fits", name), List.of(), null);
        assertThat(rejected).isInstanceOf(GroupChange.InvalidName.class);
        assertThat(groups.exists(name)).isFalse();
        assertThat(groups.exists("fits")).isFalse();
    }

    @Test
    void groupsAreMadeWithTheirMembersAndExistingOnesStayAsTheyAre() {
        String known = SharedHub.name("known");
        String fresh = SharedHub.name("fresh");
        String ann = user();
        groups.create(known, Actor.policy("test"));
        assertThat(administration.create(admin(), List.of(known, fresh), List.of(ann), null))
                .isEqualTo(new GroupChange.Done(List.of(fresh)));
        assertThat(groups.members(known)).isEmpty();
        assertThat(groups.members(fresh)).containsExactly(ann);
        assertThat(administration.create(admin(), List.of(known, fresh), List.of(), null))
                .isEqualTo(new GroupChange.AlreadyExist(List.of(known, fresh)));
    }

    @Test
    void aMisspeltMemberChangesNothing() {
        String group = SharedHub.name("group");
        String ann = user();
        assertThat(administration.create(admin(), List.of(group), List.of(ann, "nosuchuser"), null))
                .isEqualTo(new GroupChange.NoSuchUser("nosuchuser"));
        assertThat(groups.exists(group)).isFalse();
        groups.create(group, Actor.policy("test"));
        assertThat(administration.add(admin(), group, List.of(ann, "nosuchuser"), null))
                .isEqualTo(new GroupChange.NoSuchUser("nosuchuser"));
        assertThat(groups.members(group)).isEmpty();
    }

    @Test
    void membersComeAndGo() {
        String group = SharedHub.name("group");
        String ann = user();
        groups.create(group, Actor.policy("test"));
        assertThat(administration.add(admin(), group, List.of(ann), null)).isInstanceOf(GroupChange.Done.class);
        assertThat(groups.members(group)).containsExactly(ann);
        assertThat(administration.remove(admin(), group, List.of(ann), null)).isInstanceOf(GroupChange.Done.class);
        assertThat(groups.members(group)).isEmpty();
        assertThat(administration.delete(admin(), group, null)).isInstanceOf(GroupChange.Done.class);
        assertThat(administration.delete(admin(), group, null)).isEqualTo(new GroupChange.NotFound(group));
        assertThat(administration.add(admin(), group, List.of(ann), null)).isEqualTo(new GroupChange.NotFound(group));
    }

    @Test
    void aGroupWhoseRoleExceedsYourOwnIsNotFilled() {
        String registrar = user();
        groups.create("registrars", Actor.policy("test"));
        groups.create("teachers", Actor.policy("test"));
        groups.change("registrars", Set.of(new UserName(registrar)), Set.of(), Actor.policy("test"));
        Caller caller = UserAdministrationTests.caller(registrar);
        assertThat(administration.add(caller, "teachers", List.of(registrar), null))
                .isInstanceOf(GroupChange.Escalation.class);
        assertThat(groups.members("teachers")).doesNotContain(registrar);
        assertThat(administration.escalation(caller, "teachers")).isPresent();
    }
}
