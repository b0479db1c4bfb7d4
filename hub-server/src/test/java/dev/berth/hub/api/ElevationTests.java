package dev.berth.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Granting a role with more permissions than the caller has, to others or themselves, is denied, whether by filling a group or by choosing
 * a name (CVE-2024-41942).
 */
class ElevationTests {

    private static final HubUnderTest HUB = SharedHub.HUB;
    private static final String GROUPS = "/hub/api/groups/";
    private static final String USERS = "/hub/api/users/";

    /** Has {@code groups} and {@code admin:users}, but not {@code access:servers}. */
    private static String registrar;

    private static ApiClient client;

    @BeforeAll
    static void employ() {
        registrar = SharedHub.name("registrar");
        HUB.user(registrar);
        for (String group : List.of("registrars", "robots", "teachers", "doorkeepers")) {
            HUB.bean(Groups.class).create(group, Actor.policy("test"));
        }
        HUB.bean(Groups.class).change("registrars", Set.of(new UserName(registrar)), Set.of(), Actor.policy("test"));
        client = HUB.api(registrar);
    }

    private static String named(String... users) {
        return "{\"users\": [\"" + String.join("\", \"", users) + "\"]}";
    }

    private static Set<String> members(String group) {
        return HUB.bean(Groups.class).members(group);
    }

    /** How often this registrar's attempts at a group or a name are in the audit log. */
    private static long refusals(String target) {
        return HUB.bean(AuditLog.class).latest(200).stream()
                .map(AuditLog.Recorded::event)
                .filter(event -> event.action() == AuditAction.ROLE_REFUSED
                        && registrar.equals(event.actor().name())
                        && event.target().name().equals(target))
                .filter(event -> event.detail().keySet().equals(Set.of("role", "lacking")))
                .count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"robots", "teachers"})
    void aGroupWhoseRoleIsAboveOnesOwnIsNotFilled(String group) {
        long before = refusals(group);
        String friend = SharedHub.name("friend");
        HUB.user(friend);
        for (String name : List.of(registrar, friend)) {
            String message = client.post(GROUPS + group + "/users", named(name))
                    .refused(403)
                    .message();
            assertThat(message).contains(group, "berth.access.roles", "access:servers");
        }
        assertThat(members(group)).doesNotContain(registrar, friend);
        assertThat(refusals(group)).isEqualTo(before + 2);
        client.post(GROUPS + group + "/users", named()).refused(400);
    }

    @Test
    void aGroupWhoseRoleOneHasIsFilledAndAnyGroupIsEmptied() {
        String friend = SharedHub.name("friend");
        HUB.user(friend);
        client.post(GROUPS + "registrars/users", named(friend)).ok(200);
        client.post(GROUPS + "doorkeepers/users", named(friend)).ok(200);
        assertThat(members("doorkeepers")).contains(friend);
        HUB.bean(Groups.class).change("robots", Set.of(new UserName(friend)), Set.of(), Actor.policy("test"));
        client.send("DELETE", GROUPS + "robots/users", named(friend)).ok(200);
        assertThat(members("robots")).doesNotContain(friend);
    }

    /** An administrator's permissions are not those of a token that only has one of them. */
    @Test
    void aTokenGivesNoMoreThanItHas() {
        String admin = SharedHub.name("admin");
        HUB.admin(admin);
        String friend = SharedHub.name("friend");
        HUB.user(friend);
        HUB.api(admin, "groups").post(GROUPS + "robots/users", named(friend)).refused(403);
        assertThat(members("robots")).doesNotContain(friend);
        HUB.api(admin).post(GROUPS + "robots/users", named(friend)).ok(200);
        assertThat(members("robots")).contains(friend);
    }

    /** A group to which a role is assigned need not exist yet. */
    @Test
    void makingTheGroupIsNoWayAround() {
        String admin = SharedHub.name("admin");
        HUB.admin(admin);
        HUB.bean(Groups.class).delete("robots", Actor.policy("test"));
        ApiClient groupsOnly = HUB.api(admin, "admin:groups");
        String other = SharedHub.name("other");
        groupsOnly.post(GROUPS + "robots", named(admin)).refused(403);
        groupsOnly
                .post(
                        "/hub/api/groups",
                        "{\"groups\": [\"" + other + "\", \"robots\"], \"users\": [\"" + admin + "\"]}")
                .refused(403);
        assertThat(HUB.bean(Groups.class).exists(other)).isFalse();
        assertThat(HUB.bean(Groups.class).exists("robots")).isFalse();
        groupsOnly.post(GROUPS + "robots").ok(201);
        assertThat(members("robots")).isEmpty();
    }

    @Test
    void manyAtOnceAreNoWayAround() {
        long before = refusals("teachers");
        String friend = SharedHub.name("friend");
        HUB.user(friend);
        for (boolean dryRun : new boolean[] {true, false}) {
            String body = "{\"action\": \"add-to-group\", \"group\": \"teachers\", \"dry_run\": " + dryRun
                    + ", \"items\": [\"" + friend + "\"]}";
            assertThat(client.post("/hub/api/berth/bulk", body)
                            .ok(200)
                            .json()
                            .path("items")
                            .get(0)
                            .path("outcome")
                            .asString())
                    .isEqualTo("refused");
        }
        assertThat(members("teachers")).doesNotContain(friend);
        assertThat(refusals("teachers")).as("once, and not for the dry run").isEqualTo(before + 1);
    }

    @Test
    void aNameToWhichARoleIsTiedIsNotGiven() {
        long refusals = refusals("the-warden");
        String friend = SharedHub.name("friend");
        HUB.user(friend);
        assertThat(client.patch(USERS + friend, "{\"name\": \"the-warden\"}")
                        .refused(403)
                        .message())
                .contains("the-warden", "role warden", "admin:servers");
        client.patch(USERS + registrar, "{\"name\": \"The-Warden\"}").refused(403);
        client.post(USERS + "the-warden").refused(403);
        String before = SharedHub.name("before");
        client.post("/hub/api/users", "{\"usernames\": [\"" + before + "\", \"THE-WARDEN\"]}")
                .refused(403);
        assertThat(refusals("the-warden")).isEqualTo(refusals + 4);
        UserDirectory directory = HUB.bean(UserDirectory.class);
        assertThat(directory.byName("the-warden")).isEmpty();
        assertThat(directory.byName(before)).isEmpty();
        assertThat(directory.byName(friend)).isPresent();
    }

    @Test
    void theConsoleSaysSo() {
        String friend = SharedHub.name("friend");
        HUB.user(friend);
        HubBrowser browser = HUB.browser(registrar);
        String group = "/hub/admin/groups/teachers";
        assertThat(location(browser, group + "/add", Map.of("_xsrf", browser.xsrfOn(group), "user", registrar)))
                .endsWith("?notice=console.problem.elevation");
        assertThat(members("teachers")).doesNotContain(registrar);
        String user = "/hub/admin/users/" + friend;
        assertThat(location(browser, user + "/rename", Map.of("_xsrf", browser.xsrfOn(user), "to", "the-warden")))
                .endsWith("?notice=console.problem.elevation");
        assertThat(HUB.bean(UserDirectory.class).byName("the-warden")).isEmpty();
        assertThat(browser.get(user + "?notice=console.problem.elevation").body())
                .contains("a role with more permissions than you have");
    }

    private static String location(HubBrowser browser, String path, Map<String, String> form) {
        return browser.post(path, form).headers().firstValue("Location").orElse("");
    }
}
