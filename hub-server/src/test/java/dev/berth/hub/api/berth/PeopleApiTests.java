package dev.berth.hub.api.berth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.api.ApiClient;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.UserName;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Users, their sessions and invitations in Berth's own calls. */
class PeopleApiTests {

    private static final HubUnderTest HUB = SharedHub.HUB;
    private static final String USERS = "/hub/api/berth/users";
    private static ApiClient admin;

    @BeforeAll
    static void signIn() {
        admin = HUB.api(HUB.admin(SharedHub.name("people-admin")).name().value());
    }

    @Test
    void peopleAreFoundByWhatTheyAre() {
        String prefix = SharedHub.name("folk");
        HUB.user(prefix + "-a");
        HUB.admin(prefix + "-b");
        HUB.user(prefix + "-c");
        admin.post(USERS + "/" + prefix + "-c/disable").ok(200);
        HUB.bean(Groups.class).create(prefix, Actor.policy("test"));
        HUB.bean(Groups.class).change(prefix, Set.of(new UserName(prefix + "-a")), Set.of(), Actor.policy("test"));
        assertThat(found("search=" + prefix)).containsExactly(prefix + "-a", prefix + "-b", prefix + "-c");
        assertThat(found("search=" + prefix + "&descending=true&limit=1")).containsExactly(prefix + "-c");
        assertThat(found("search=" + prefix + "&offset=1&limit=1")).containsExactly(prefix + "-b");
        assertThat(found("search=" + prefix + "&active=false")).containsExactly(prefix + "-c");
        assertThat(found("search=" + prefix + "&admin=true")).containsExactly(prefix + "-b");
        assertThat(found("group=" + prefix)).containsExactly(prefix + "-a");
        assertThat(found("search=" + prefix + "&servers=active")).isEmpty();
        JsonNode page = admin.get(USERS + "?search=" + prefix + "&limit=1").json();
        assertThat(page.path("total").asInt()).isEqualTo(3);
        assertThat(page.path("items").get(0).path("groups").get(0).asString()).isEqualTo(prefix);
    }

    @Test
    void whoIsClosedIsOpenedAgain() {
        String name = SharedHub.name("closing");
        HUB.user(name);
        assertThat(admin.post(USERS + "/" + name + "/disable")
                        .ok(200)
                        .json()
                        .path("active")
                        .asBoolean())
                .isFalse();
        assertThat(admin.post(USERS + "/" + name + "/enable")
                        .ok(200)
                        .json()
                        .path("active")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void nobodyClosesThemselvesAndNoHelperAnAdministrator() {
        String self = SharedHub.name("self");
        HUB.admin(self);
        HUB.api(self).post(USERS + "/" + self + "/disable").refused(400);
        String helper = SharedHub.name("helper");
        HUB.user(helper);
        HUB.bean(Groups.class).create("helpers", Actor.policy("test"));
        HUB.bean(Groups.class).change("helpers", Set.of(new UserName(helper)), Set.of(), Actor.policy("test"));
        HUB.api(helper).post(USERS + "/" + self + "/disable").refused(403);
        HUB.api(helper).post(USERS + "/" + self + "/invitation").refused(403);
        HUB.api(self, "read:users").post(USERS + "/" + helper + "/disable").refused(403);
    }

    @Test
    void aPersonIsToldInFull() {
        String name = SharedHub.name("detailed");
        HUB.user(name);
        JsonNode person = admin.get(USERS + "/" + name).ok(200).json();
        assertThat(person.path("uid").asLong()).isGreaterThanOrEqualTo(20_000);
        assertThat(person.path("uid_origin").asString()).isEqualTo("allocated");
        assertThat(person.path("identities").isArray()).isTrue();
        HUB.api(name).get(USERS + "/" + name).ok(200);
        HUB.api(SharedHub.name("other")).get(USERS + "/" + name).refused(404);
        admin.get(USERS + "/nobody-at-all").refused(404);
    }

    @Test
    void sessionsAreListedAndEndedOneByOneAndAllTogether() {
        String name = SharedHub.name("sitting");
        HubBrowser one = HUB.browser(name);
        HubBrowser two = HUB.browser(name);
        HUB.browser(name);
        JsonNode sessions =
                admin.get(USERS + "/" + name + "/sessions").ok(200).json().path("sessions");
        assertThat(sessions.size()).isEqualTo(3);
        JsonNode mine = HUB.api(name)
                .get(USERS + "/" + name + "/sessions")
                .ok(200)
                .json()
                .path("sessions");
        assertThat(mine).isEqualTo(sessions);
        String oldest = sessions.get(2).path("id").asString();
        admin.delete(USERS + "/" + name + "/sessions/" + oldest).ok(204);
        admin.delete(USERS + "/" + name + "/sessions/" + oldest).refused(404);
        assertThat(one.get("/hub/home").statusCode()).isEqualTo(302);
        assertThat(two.get("/hub/home").statusCode()).isEqualTo(200);
        String other = SharedHub.name("other");
        HUB.user(other);
        String id = sessions.get(0).path("id").asString();
        admin.delete(USERS + "/" + other + "/sessions/" + id).refused(404);
        HUB.api(other).delete(USERS + "/" + name + "/sessions/" + id).refused(404);
        HUB.api(name).delete(USERS + "/" + name + "/sessions").ok(204);
        assertThat(two.get("/hub/home").statusCode()).isEqualTo(302);
    }

    @Test
    void anInvitationIsALinkWithItsCodeInTheFragment() {
        String name = SharedHub.name("invited");
        JsonNode invitation =
                admin.post(USERS + "/" + name + "/invitation").ok(201).json();
        assertThat(invitation.path("name").asString()).isEqualTo(name);
        assertThat(invitation.path("link").asString()).matches("http://.*/hub/invite#[A-Za-z0-9_-]{20,}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"active=maybe", "sort=uid", "limit=x", "servers=some", "offset=%00"})
    void questionsThatMeanNothingAreRefused(String query) {
        admin.get(USERS + "?" + query).refused(400);
    }

    private static List<String> found(String query) {
        return admin.get(USERS + "?" + query)
                .ok(200)
                .json()
                .path("items")
                .valueStream()
                .map(user -> user.path("name").asString())
                .toList();
    }
}
