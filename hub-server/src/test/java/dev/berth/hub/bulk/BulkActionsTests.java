package dev.berth.hub.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.berth.hub.access.Caller;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditQuery;
import dev.berth.hub.audit.AuditTrail;
import dev.berth.hub.bulk.BulkItem.Outcome;
import dev.berth.hub.bulk.BulkWish.Action;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.UserName;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Previews of one action on many items, and what happens to each of them. */
class BulkActionsTests {

    private static final HubUnderTest HUB = SharedHub.HUB;

    private final BulkActions bulk = HUB.bean(BulkActions.class);

    private static Caller admin() {
        return HUB.caller(HUB.admin(SharedHub.name("boss")).name().value());
    }

    private static Caller member(String group) {
        String name = SharedHub.user("part");
        Groups groups = HUB.bean(Groups.class);
        groups.create(group, Actor.policy("test"));
        groups.change(group, Set.of(new UserName(name)), Set.of(), Actor.policy("test"));
        return HUB.caller(name);
    }

    private List<BulkItem> plan(Caller caller, Action action, String... items) {
        return bulk.plan(new BulkWish(action, List.of(items), null), caller);
    }

    private List<BulkItem> perform(Caller caller, Action action, String... items) {
        return bulk.perform(new BulkWish(action, List.of(items), null), caller, "192.0.2.7");
    }

    @Test
    void aPreviewNamesEveryServerOfAUserAndStopsNone() {
        String name = SharedHub.ready("many");
        SharedHub.WORLD.holdStarts(true);
        try {
            HUB.startServer(name, "gpu");
            assertThat(plan(admin(), Action.STOP_SERVERS, name))
                    .containsExactlyInAnyOrder(
                            BulkItem.would(name + "/", BulkReason.SERVER_WILL_STOP),
                            BulkItem.would(name + "/gpu", BulkReason.START_WILL_BE_CANCELLED));
        } finally {
            SharedHub.WORLD.holdStarts(false);
        }
        assertThat(HUB.view(name).state()).isEqualTo(ServerState.READY);
        assertThat(perform(admin(), Action.STOP_SERVERS, name + "/gpu"))
                .containsExactly(BulkItem.changed(name + "/gpu"));
        assertThat(HUB.view(name).state()).as("the one that was not named").isEqualTo(ServerState.READY);
    }

    @Test
    void whatHasChangedSinceThePreviewCounts() {
        String name = SharedHub.ready("meanwhile");
        Caller admin = admin();
        assertThat(plan(admin, Action.STOP_SERVERS, name + "/"))
                .containsExactly(BulkItem.would(name + "/", BulkReason.SERVER_WILL_STOP));
        HUB.stopServer(name);
        HUB.await(name, ServerState.STOPPED);
        assertThat(perform(admin, Action.STOP_SERVERS, name + "/"))
                .containsExactly(BulkItem.nothing(name + "/", BulkReason.SERVER_NOT_RUNNING));
        assertThat(perform(admin, Action.STOP_SERVERS, name))
                .as("a user is no server: a preview replaces the one with the others")
                .containsExactly(BulkItem.hidden(name));
    }

    @Test
    void anItemThatIsRefusedDoesNotKeepTheOthers() {
        Caller me = admin();
        String ann = SharedHub.user("ann");
        String bob = SharedHub.user("bob");
        assertThat(perform(me, Action.DISABLE_USERS, me.name(), ann, "nobody-here", bob))
                .extracting(BulkItem::item, BulkItem::outcome, BulkItem::reason)
                .containsExactly(
                        tuple(me.name(), Outcome.REFUSED, BulkReason.OWN_ACCOUNT),
                        tuple(ann, Outcome.CHANGED, null),
                        tuple("nobody-here", Outcome.REFUSED, BulkReason.NOT_FOUND),
                        tuple(bob, Outcome.CHANGED, null));
        assertThat(HUB.user(me.name()).active()).isTrue();
        assertThat(HUB.user(bob).active()).isFalse();
    }

    @Test
    void whoeverMayNotSeeAUserIsToldTheSameAsAboutNobody() {
        Caller plain = HUB.caller(SharedHub.user("plain"));
        String running = SharedHub.ready("running");
        for (Action action : new Action[] {Action.DISABLE_USERS, Action.STOP_SERVERS}) {
            for (String item : new String[] {running, running + "/"}) {
                assertThat(plan(plain, action, item)).containsExactly(BulkItem.hidden(item));
                assertThat(perform(plain, action, item)).containsExactly(BulkItem.hidden(item));
            }
            assertThat(plan(plain, action, "nobody-at-all")).containsExactly(BulkItem.hidden("nobody-at-all"));
        }
        assertThat(HUB.view(running).state()).isEqualTo(ServerState.READY);
    }

    @Test
    void onlyAdministratorsChangeAdministrators() {
        String boss = HUB.admin(SharedHub.name("boss")).name().value();
        for (List<BulkItem> items : List.of(
                plan(member("helpers"), Action.DISABLE_USERS, boss),
                perform(member("helpers"), Action.DISABLE_USERS, boss))) {
            assertThat(items).singleElement().satisfies(item -> {
                assertThat(item.outcome()).isEqualTo(Outcome.REFUSED);
                assertThat(item.reason()).isEqualTo(BulkReason.ADMINISTRATOR);
            });
        }
        assertThat(HUB.user(boss).active()).isTrue();
    }

    /** The role that the group grants has access to all servers; a registrar has not. */
    @Test
    void aGroupThatGrantsMoreThanOnesOwnIsRefusedForEachAndRecordedOnce() {
        Caller registrar = member("registrars");
        HUB.bean(Groups.class).create("robots", Actor.policy("test"));
        String ann = SharedHub.user("ann");
        String bob = SharedHub.user("bob");
        BulkWish wish = new BulkWish(Action.ADD_TO_GROUP, List.of(ann, bob), "robots");
        assertThat(bulk.plan(wish, registrar))
                .extracting(BulkItem::reason)
                .containsExactly(BulkReason.ROLE_ABOVE_YOURS, BulkReason.ROLE_ABOVE_YOURS);
        assertThat(refusals(registrar)).as("a preview is no attempt").isZero();
        assertThat(bulk.perform(wish, registrar, null))
                .extracting(BulkItem::reason)
                .containsExactly(BulkReason.ROLE_ABOVE_YOURS, BulkReason.ROLE_ABOVE_YOURS);
        assertThat(refusals(registrar)).isEqualTo(1);
        assertThat(HUB.bean(Groups.class).members("robots")).doesNotContain(ann, bob);
    }

    private static int refusals(Caller caller) {
        return HUB.bean(AuditTrail.class)
                .page(new AuditQuery(caller.name(), AuditAction.ROLE_REFUSED, null, null, null, null, 10))
                .size();
    }
}
