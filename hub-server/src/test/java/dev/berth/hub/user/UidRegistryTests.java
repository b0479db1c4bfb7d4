package dev.berth.hub.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/** UIDs and GIDs: which ones are given out, which are taken from a provider, and which are refused. */
class UidRegistryTests extends UsersInDatabase {

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
    void whereAUidCameFromIsTold() {
        User imported =
                users.make(new NewUser(new UserName("origin-a"), null, false, new PosixClaim(50_123, null, false)));
        assertThat(users.directory.uidOrigin(imported.id())).isEqualTo(UidOrigin.IMPORTED);
        assertThat(users.directory.uidOrigin(users.make("origin-b").id())).isEqualTo(UidOrigin.ALLOCATED);
    }
}
