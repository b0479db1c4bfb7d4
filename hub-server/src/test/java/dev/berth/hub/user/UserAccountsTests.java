package dev.berth.hub.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.audit.TestAudit;
import dev.berth.hub.database.TestDatabase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserAccountsTests {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private final AuditLog audit = TestAudit.in(DATABASE);
    private final TestUsers users = new TestUsers(DATABASE, audit);

    private AccountOutcome claim(String name, long uid, Long gid, boolean machine) {
        return users.accounts.create(
                new NewUser(new UserName(name), null, false, new PosixClaim(uid, gid, machine)), TestUsers.ACTOR);
    }

    @Test
    void accountHasAUidAHomeAndAnEvent() {
        User ann = users.make("ann-made");
        assertThat(ann.uid()).isBetween(20_000L, 59_999L).isEqualTo(ann.gid());
        assertThat(ann.runtimeHome()).isEqualTo("ann-made");
        assertThat(users.directory.byName(" ANN-made ")).contains(ann);
        assertThat(audit.latest(1)).singleElement().satisfies(kept -> {
            assertThat(kept.event().action()).isEqualTo(AuditAction.USER_CREATED);
            assertThat(kept.event().detail()).containsEntry("uid", Long.toString(ann.uid()));
        });
        assertThat(users.events).contains(new UserEvent.Created(ann));
    }

    @Test
    void takenNameIsAValueAndNotAnError() {
        users.make("twice");
        assertThat(users.accounts.create(NewUser.named(new UserName("twice")), TestUsers.ACTOR))
                .isEqualTo(new AccountOutcome.NameTaken(new UserName("twice")));
    }

    @Test
    void uidAndHomeOfADeletedUserAreNeverUsedAgain() {
        User first = users.make("gone");
        users.accounts.delete(first.id(), TestUsers.ACTOR);
        assertThat(users.directory.byName("gone")).isEmpty();
        User second = users.make("gone");
        assertThat(second.uid()).isNotEqualTo(first.uid());
        assertThat(second.runtimeHome()).startsWith("gone---").isNotEqualTo(first.runtimeHome());
        assertThat(claim("heir", first.uid(), null, false))
                .isInstanceOfSatisfying(AccountOutcome.Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo("UID_TAKEN");
                    assertThat(refused.reason()).contains("UID " + first.uid(), "deleted user gone");
                });
        assertThatThrownBy(() -> DATABASE.jdbc().sql("DELETE FROM uids").update())
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    void renamingKeepsIdUidAndHome() {
        User before = users.make("maiden");
        users.accounts.rename(before.id(), new UserName("married"), TestUsers.ACTOR);
        User after = users.directory.byName("married").orElseThrow();
        assertThat(after)
                .isEqualTo(new User(
                        before.id(),
                        new UserName("married"),
                        null,
                        true,
                        false,
                        before.created(),
                        null,
                        "maiden",
                        before.uid(),
                        before.gid()));
        assertThat(users.accounts.rename(users.make("other").id(), new UserName("married"), TestUsers.ACTOR))
                .isEqualTo(new AccountOutcome.NameTaken(new UserName("married")));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 999, 61_184, 65_534, 65_535, 4_294_967_295L, -1})
    void prohibitedUidIsRefusedWithItsReason(long uid) {
        assertThat(claim("bad", uid, null, false)).isInstanceOfSatisfying(AccountOutcome.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("UID_PROHIBITED");
            assertThat(refused.reason()).contains(Long.toString(uid));
        });
        assertThat(users.directory.byName("bad")).isEmpty();
    }

    @Test
    void prohibitedGroupAndSomebodyElsesPrivateGroupAreRefused() {
        User owner = users.make("group-owner");
        assertThat(claim("in-root-group", 70_001, 0L, false)).isInstanceOf(AccountOutcome.Refused.class);
        assertThat(claim("in-private-group", 70_002, owner.gid(), false)).isInstanceOf(AccountOutcome.Refused.class);
        assertThat(claim("imported", 70_003, 70_100L, false)).isInstanceOf(AccountOutcome.Done.class);
        assertThat(claim("shares-directory-group", 70_004, 70_100L, false)).isInstanceOf(AccountOutcome.Done.class);
        assertThat(claim("same-uid", 70_003, 70_100L, false)).isInstanceOf(AccountOutcome.Refused.class);
    }

    @Test
    void machineAccountMayHaveItsOwnUidButNeverRootsOrAnInventedOne() {
        assertThat(claim("root", 0, 0L, true)).isInstanceOf(AccountOutcome.Refused.class);
        assertThat(claim("invented", 54_321, 54_321L, true)).isInstanceOf(AccountOutcome.Refused.class);
        assertThat(claim("nobody", 65_534, 65_534L, true)).isInstanceOf(AccountOutcome.Done.class);
    }

    @Test
    void usedUpRangeSaysWhichKeysToWiden() {
        TestUsers narrow = new TestUsers(DATABASE, audit, new UserProperties(30_000, 30_001, List.of("30001")));
        narrow.make("last-one");
        assertThat(narrow.accounts.create(NewUser.named(new UserName("too-many")), TestUsers.ACTOR))
                .isInstanceOfSatisfying(
                        AccountOutcome.Refused.class,
                        refused -> assertThat(refused.reason()).contains("30000", "30001", "berth.users.uid-from"));
    }

    @Test
    void aCourseIsMadeAtOnceAndNobodyGetsANumberOfThisMachineOrOfSomebodyElse() {
        TestUsers narrow = new TestUsers(DATABASE, audit, new UserProperties(31_000, 31_999, List.of("31010-31019")));
        narrow.make(new NewUser(new UserName("sits-there"), null, false, new PosixClaim(31_003, null, false)));
        List<NewUser> course = IntStream.range(0, 100)
                .mapToObj(i -> NewUser.named(new UserName("course-" + i)))
                .toList();
        List<Long> uids = narrow.accounts.createAll(course, TestUsers.ACTOR).stream()
                .map(outcome -> ((AccountOutcome.Done) outcome).user().uid())
                .toList();
        assertThat(uids)
                .isEqualTo(LongStream.range(31_000, 31_111)
                        .filter(uid -> uid != 31_003 && (uid < 31_010 || uid > 31_019))
                        .boxed()
                        .toList());
        assertThat(narrow.make("afterwards").uid()).isEqualTo(31_111);
    }

    @Test
    void oneWhoCannotBeMadeMeansThatNobodyIsAndTheirNumbersAreStillFree() {
        TestUsers narrow = new TestUsers(DATABASE, audit, new UserProperties(32_000, 32_001, List.of()));
        List<NewUser> three = IntStream.range(0, 3)
                .mapToObj(i -> NewUser.named(new UserName("three-" + i)))
                .toList();
        assertThat(narrow.accounts.createAll(three, TestUsers.ACTOR))
                .singleElement()
                .isInstanceOf(AccountOutcome.Refused.class);
        assertThat(narrow.directory.byName("three-0")).isEmpty();
        assertThat(narrow.accounts.createAll(
                        List.of(NewUser.named(new UserName("twice-a")), NewUser.named(new UserName("twice-a"))),
                        TestUsers.ACTOR))
                .singleElement()
                .isEqualTo(new AccountOutcome.NameTaken(new UserName("twice-a")));
        assertThat(narrow.make("gets-the-first").uid()).isEqualTo(32_000);
    }

    @Test
    void anAccountOfThisMachineKeepsItsNumber() {
        TestUsers narrow = new TestUsers(DATABASE, audit, new UserProperties(1_000, 65_600, List.of("1000-61183")));
        MachineAccounts machine = new MachineAccounts();
        assertThat(machine.taken(List.of(0L, 65_534L, 54_321L))).containsExactlyInAnyOrder(0L, 65_534L);
        assertThat(narrow.make("beyond-nobody").uid()).isEqualTo(65_536);
    }

    @Test
    void lastAdministratorCannotBeClosedRemovedOrDemoted() {
        DATABASE.jdbc().sql("UPDATE users SET admin = false").update();
        User admin = users.makeAdmin("only-admin");
        assertThat(users.accounts.setAdmin(admin.id(), false, TestUsers.ACTOR))
                .isInstanceOf(AccountOutcome.Refused.class);
        assertThat(users.accounts.disable(admin.id(), TestUsers.ACTOR)).isInstanceOf(AccountOutcome.Refused.class);
        assertThat(users.accounts.delete(admin.id(), TestUsers.ACTOR)).isInstanceOf(AccountOutcome.Refused.class);
        users.makeAdmin("second-admin");
        assertThat(users.accounts.setAdmin(admin.id(), false, TestUsers.ACTOR)).isInstanceOf(AccountOutcome.Done.class);
    }

    @Test
    void accountsMadeAtOnceGetDifferentUids() throws Exception {
        List<Callable<User>> makers = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            String name = "many-" + i;
            makers.add(() -> users.make(name));
        }
        Set<Long> uids = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (Future<User> made : threads.invokeAll(makers)) {
                uids.add(made.get().uid());
            }
        }
        assertThat(uids).hasSize(24);
    }

    @Test
    void identityLeadsToOneUserOnly() {
        User ann = users.make("linked-ann");
        User bob = users.make("linked-bob");
        assertThat(users.accounts.link(ann, "keycloak", "subject-1", TestUsers.ACTOR))
                .isTrue();
        assertThat(users.accounts.link(bob, "keycloak", "subject-1", TestUsers.ACTOR))
                .isFalse();
        assertThat(users.directory.byIdentity("keycloak", "subject-1")).contains(ann);
        assertThat(users.directory.byIdentity("other", "subject-1")).isEmpty();
    }

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

    @Test
    void whereAUidCameFromIsTold() {
        User imported =
                users.make(new NewUser(new UserName("origin-a"), null, false, new PosixClaim(50_123, null, false)));
        assertThat(users.directory.uidOrigin(imported.id())).isEqualTo(UidOrigin.IMPORTED);
        assertThat(users.directory.uidOrigin(users.make("origin-b").id())).isEqualTo(UidOrigin.ALLOCATED);
    }

    @Test
    void identitiesOfAUserAreTold() {
        User user = users.make("identified");
        users.accounts.link(user, "ldap", "uid=identified,ou=people", TestUsers.ACTOR);
        assertThat(users.directory.identities(user.id())).singleElement().satisfies(identity -> {
            assertThat(identity.provider()).isEqualTo("ldap");
            assertThat(identity.subject()).isEqualTo("uid=identified,ou=people");
        });
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
