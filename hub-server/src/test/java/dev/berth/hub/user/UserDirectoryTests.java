package dev.berth.hub.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Lists of users, and the groups that they are filtered by. */
class UserDirectoryTests extends UsersInDatabase {

    @Test
    void groupsKnowTheirMembers() {
        User ann = users.make("grouped");
        assertThat(users.groups.create("lab", TestUsers.ACTOR)).isTrue();
        assertThat(users.groups.create("lab", TestUsers.ACTOR)).isFalse();
        users.groups.change("lab", Set.of(ann.name(), new UserName("no-such-user")), Set.of(), TestUsers.ACTOR);
        assertThat(users.groups.members("lab")).containsExactly("grouped");
        assertThat(users.groups.of(List.of(ann.id()))).containsEntry(ann.id(), List.of("lab"));
        users.groups.change("lab", Set.of(), Set.of(ann.name()), TestUsers.ACTOR);
        assertThat(users.groups.members("lab")).isEmpty();
    }

    @Test
    void listIsFilteredSortedAndPaged() {
        users.make("page-a");
        users.make("page-b");
        users.make("page-c");
        UserQuery query = new UserQuery(
                UserFilter.named("PAGE-"),
                new VisibleUsers.Only(Set.of("page-a", "page-b", "page-c"), Set.of()),
                UserQuery.Sort.NAME,
                true,
                1,
                2);
        assertThat(users.directory.list(query))
                .extracting(user -> user.name().value())
                .containsExactly("page-b", "page-a");
        assertThat(users.directory.count(query)).isEqualTo(3);
    }

    @Test
    void listIsFilteredByAccountGroupAndServers() {
        User ann = users.make(new NewUser(new UserName("filter-ann"), "Ännchen von Tharau", true, null));
        User bob = users.make("filter-bob");
        users.accounts.disable(bob.id(), TestUsers.ACTOR);
        users.groups.create("filter-lab", TestUsers.ACTOR);
        users.groups.change("filter-lab", Set.of(bob.name()), Set.of(), TestUsers.ACTOR);
        assertThat(found(new UserFilter(null, "THARAU", null, null, null, null)))
                .containsExactly("filter-ann");
        assertThat(found(new UserFilter("filter-", null, true, null, null, null)))
                .containsExactly("filter-ann");
        assertThat(found(new UserFilter("filter-", null, false, null, null, null)))
                .containsExactly("filter-bob");
        assertThat(found(new UserFilter("filter-", null, null, false, null, null)))
                .containsExactly("filter-bob");
        assertThat(found(new UserFilter(null, null, null, null, "filter-lab", null)))
                .containsExactly("filter-bob");
        assertThat(found(new UserFilter(null, null, null, null, "nobody's", null)))
                .isEmpty();
        assertThat(found(new UserFilter("filter-", null, null, null, null, UserFilter.Servers.ACTIVE)))
                .isEmpty();
        assertThat(found(new UserFilter("filter-", null, null, null, null, UserFilter.Servers.INACTIVE)))
                .containsExactly("filter-ann", "filter-bob");
        assertThat(ann.display()).contains("Tharau");
    }

    @Test
    void whoeverSeesAGroupSeesItsMembersAndNobodyElse() {
        User member = users.make("seen-member");
        users.make("seen-other");
        users.make("seen-named");
        users.groups.create("seen-lab", TestUsers.ACTOR);
        users.groups.change("seen-lab", Set.of(member.name()), Set.of(), TestUsers.ACTOR);
        UserQuery query = new UserQuery(
                UserFilter.named("seen-"),
                new VisibleUsers.Only(Set.of("seen-named"), Set.of("seen-lab", "no-such-group")),
                UserQuery.Sort.NAME,
                false,
                0,
                10);
        assertThat(users.directory.list(query))
                .extracting(user -> user.name().value())
                .containsExactly("seen-member", "seen-named");
    }

    private List<String> found(UserFilter filter) {
        UserQuery query = new UserQuery(filter, new VisibleUsers.Everybody(), UserQuery.Sort.NAME, false, 0, 10);
        assertThat(users.directory.count(query))
                .isEqualTo(users.directory.list(query).size());
        return users.directory.list(query).stream()
                .map(user -> user.name().value())
                .toList();
    }
}
