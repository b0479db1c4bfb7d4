package dev.berth.hub.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.audit.Actor;
import dev.berth.spi.identity.ExternalIdentity;
import dev.berth.spi.identity.GroupList;
import org.junit.jupiter.api.Test;

/** The rules for the people of a directory: who may sign in, with which name, and as an administrator. */
class DirectoryRulesTests extends DirectoryHub {

    @Test
    void whoseGroupsAreNotKnownDoesNotComeInWhereARuleLooksAtThem() {
        String name = name("eve");
        campus.with(name, PASSWORD, unread("campus", name));
        assertThat(signIn("campus", name, PASSWORD).statusCode()).isEqualTo(403);
        assertThat(users.byName(name)).isEmpty();
        assertThat(last(name).event().detail())
                .containsEntry("reason", "GROUPS_INCOMPLETE")
                .containsEntry("rule", "there are too many: ask for fewer");
        campus.with("Invited", PASSWORD, unread("campus", "invited"));
        assertThat(signIn("campus", "Invited", PASSWORD).statusCode())
                .as("allowed by name, and perhaps blocked by a group")
                .isEqualTo(403);
        campus.with("mallory", PASSWORD, unread("campus", "mallory"));
        signIn("campus", "mallory", PASSWORD);
        assertThat(last("mallory").event().detail()).containsEntry("reason", "BLOCKED");
        String local = name("linked");
        local(local);
        linking.with(local, PASSWORD, unread("linking", local));
        assertThat(signIn("linking", local, PASSWORD).statusCode())
                .as("no rule looks at groups")
                .isEqualTo(302);
    }

    private static ExternalIdentity unread(String provider, String name) {
        return new ExternalIdentity(
                provider,
                "s-" + name,
                name,
                null,
                false,
                new GroupList.Incomplete("there are too many: ask for fewer"),
                null,
                null,
                false);
    }

    @Test
    void blockedComesBeforeAllowedByNameAndByGroup() {
        campus.with("mallory", PASSWORD, "staff");
        String suspended = name("suspended");
        campus.with(suspended, PASSWORD, "staff", "suspended");
        assertThat(signIn("campus", "mallory", PASSWORD).statusCode()).isEqualTo(403);
        assertThat(signIn("campus", suspended, PASSWORD).statusCode()).isEqualTo(403);
        assertThat(last("mallory").event().detail()).containsEntry("rule", "blocked-users: mallory");
        assertThat(last(suspended).event().detail()).containsEntry("rule", "blocked-groups: suspended");
        local("retired");
        assertThat(signIn("local", "retired", PASSWORD).statusCode()).isEqualTo(403);
    }

    @Test
    void patternAndMapDecideAboutTheName() {
        String odd = name("od_d");
        campus.with(odd, PASSWORD, "staff");
        assertThat(signIn("campus", odd, PASSWORD).statusCode()).isEqualTo(403);
        assertThat(last(odd).event().detail()).containsEntry("reason", "NAME_REFUSED");
        campus.with("j.doe", PASSWORD, "staff");
        assertThat(signIn("campus", "j.doe", PASSWORD).statusCode()).isEqualTo(302);
        assertThat(users.byName("jane")).isPresent();
        campus.with("INVITED", PASSWORD);
        assertThat(signIn("campus", "INVITED", PASSWORD).statusCode()).isEqualTo(302);
        assertThat(last("invited").event().detail()).containsEntry("rule", "allowed-users: Invited");
    }

    @Test
    void groupMakesAndUnmakesAdministratorsAtSignIn() {
        String name = name("root");
        campus.with(name, PASSWORD, "staff", "wheel");
        signIn("campus", name, PASSWORD);
        assertThat(users.byName(name).orElseThrow().admin()).isTrue();
        campus.with(name, PASSWORD, "staff");
        signIn("campus", name, PASSWORD);
        assertThat(users.byName(name).orElseThrow().admin()).isFalse();
        campus.with(name, PASSWORD, "staff", "wheel");
        signIn("campus", name, PASSWORD);
        assertThat(users.byName(name).orElseThrow().admin()).isTrue();
    }

    /** A directory in which anybody can choose a name must not give access to the hub. */
    @Test
    void linkingByNameNeverReachesAnAdministrator() {
        String plain = name("plain");
        String chief = name("chief");
        local(plain);
        userAccounts.setAdmin(local(chief).id(), true, Actor.policy("test"));
        linking.with(plain, PASSWORD);
        linking.with(chief, PASSWORD);
        assertThat(signIn("linking", plain, PASSWORD).statusCode()).isEqualTo(302);
        assertThat(users.identities(users.byName(plain).orElseThrow().id())).hasSize(2);
        assertThat(signIn("linking", chief, PASSWORD).statusCode()).isEqualTo(403);
        assertThat(last(chief).event().detail()).containsEntry("reason", "NAME_TAKEN");
    }

    @Test
    void wayThatIsClosedForAnAddressSeesNoPassword() {
        String name = name("far");
        far.with(name, PASSWORD);
        assertThat(signIn("far", name, PASSWORD).statusCode()).isEqualTo(403);
        assertThat(far.asked()).doesNotContain(name);
        assertThat(last(name).event().detail())
                .containsEntry("reason", "ADDRESS_REFUSED")
                .containsEntry("rule", "allowed-addresses of far");
        browser.headers.put("X-Forwarded-For", "192.0.2.77");
        signIn("far", name, PASSWORD);
        assertThat(far.asked()).contains(name);
    }
}
