package dev.berth.hub.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.api.ApiClient;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerRequests;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserName;
import dev.berth.spi.route.ChangeBody.Op;
import dev.berth.spi.route.DecisionRequest.CredentialType;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who can enter a server that is shared, and until when. */
class SharedServersTests {

    private static final HubUnderTest HUB = SharedHub.HUB;
    private static final Actor TEST = Actor.policy("test");
    private static TestProxy proxy;
    private static ApiClient admin;

    private String owner;
    private String guest;
    private String path;

    @BeforeAll
    static void start() {
        HUB.admin("sharing-admin");
        admin = HUB.api("sharing-admin");
        proxy = new TestProxy(HUB, "sharing-decider");
        proxy.catchUp();
    }

    @BeforeEach
    void people() {
        owner = SharedHub.ready("owner");
        guest = SharedHub.user("guest");
        path = "/user/" + owner + "/";
    }

    private void share(String body) {
        admin.post("/hub/api/shares/" + owner + "/", body).ok(200);
    }

    private void shareWithGuest() {
        share("{\"user\": \"" + guest + "\"}");
    }

    /** A group with the guest in it, with which the server is shared. */
    private String shareWithGroup() {
        String group = SharedHub.name("Team");
        HUB.bean(Groups.class).create(group, TEST);
        HUB.bean(Groups.class).change(group, Set.of(new UserName(guest)), Set.of(), TEST);
        share("{\"group\": \"" + group + "\"}");
        return group;
    }

    private boolean token(String value) {
        return proxy.decide(value, CredentialType.TOKEN, path).allowed();
    }

    private boolean session(String value) {
        return proxy.decide(value, CredentialType.SESSION, path).allowed();
    }

    private String signedIn() {
        HubBrowser browser = HUB.browser(guest);
        return browser.cookies.get("jupyterhub-hub-login");
    }

    /** Whether the proxies were told to forget a grant, so that open connections close. */
    private boolean revoked(String credential) {
        proxy.catchUp();
        return proxy.changes.stream()
                .anyMatch(change -> change.op() == Op.REVOKE
                        && CredentialHash.sha256(credential).equals(change.credential())
                        && path.equals(change.path()));
    }

    @Test
    void aUserEntersWithSessionAndTokenAndNobodyElseDoes() {
        String session = signedIn();
        assertThat(session(session)).isFalse();
        shareWithGuest();
        assertThat(session(session)).isTrue();
        assertThat(token(HUB.token(guest))).isTrue();
        assertThat(token(HUB.token(guest, "access:servers!server=" + owner + "/")))
                .isTrue();
        assertThat(token(HUB.token(guest, "access:servers!user"))).isFalse();
        assertThat(token(HUB.token(SharedHub.user("stranger")))).isFalse();
    }

    @Test
    void membersOfAGroupEnterWithTokensToo() {
        shareWithGroup();
        assertThat(session(signedIn())).isTrue();
        assertThat(token(HUB.token(guest))).isTrue();
        assertThat(token(HUB.token(guest, "access:servers!server=" + owner + "/")))
                .isTrue();
        assertThat(HUB.api(guest)
                        .get("/hub/api/user")
                        .ok(200)
                        .json()
                        .path("scopes")
                        .toString())
                .contains("access:servers!server=" + owner + "/");
    }

    @Test
    void aShareWithoutAccessDoesNotOpenTheServer() {
        share("{\"user\": \"" + guest + "\", \"scopes\": [\"read:servers\"]}");
        assertThat(token(HUB.token(guest))).isFalse();
        HUB.api(guest).get("/hub/api/users/" + owner + "/server").ok(200);
        HUB.api(guest).delete("/hub/api/users/" + owner + "/server").refused(404);
    }

    @Test
    void anAdministratorToWhomAServerIsSharedNeedsNoReason() {
        HUB.admin(guest);
        String session = signedIn();
        assertThat(session(session)).isFalse();
        shareWithGuest();
        assertThat(session(session)).isTrue();
        HUB.bean(UserAccounts.class).setAdmin(HUB.user(guest).id(), false, TEST);
    }

    @Test
    void whatIsRevokedClosesAtOnce() {
        shareWithGuest();
        String session = signedIn();
        String token = HUB.token(guest);
        assertThat(session(session)).isTrue();
        assertThat(token(token)).isTrue();
        admin.patch("/hub/api/shares/" + owner + "/", "{\"user\": \"" + guest + "\"}")
                .ok(200);
        assertThat(revoked(session)).isTrue();
        assertThat(revoked(token)).isTrue();
        assertThat(session(session)).isFalse();
        assertThat(token(token)).isFalse();
    }

    @Test
    void aMemberOfAGroupWithAnotherShareComesBack() {
        shareWithGroup();
        shareWithGuest();
        String session = signedIn();
        assertThat(session(session)).isTrue();
        admin.patch("/hub/api/shares/" + owner + "/", "{\"user\": \"" + guest + "\"}")
                .ok(200);
        assertThat(revoked(session)).isTrue();
        assertThat(session(session)).as("by the group").isTrue();
    }

    @Test
    void theConnectionsOfOthersStayOpen() {
        shareWithGuest();
        String other = SharedHub.user("other");
        share("{\"user\": \"" + other + "\"}");
        String own = HUB.token(owner);
        String others = HUB.token(other);
        assertThat(token(own)).isTrue();
        assertThat(token(others)).isTrue();
        HUB.api(guest)
                .delete("/hub/api/users/" + guest + "/shared/" + owner + "/")
                .ok(204);
        assertThat(revoked(own)).isFalse();
        assertThat(revoked(others)).isFalse();
        admin.delete("/hub/api/shares/" + owner + "/").ok(204);
        assertThat(revoked(others)).isTrue();
        assertThat(revoked(own)).isFalse();
    }

    @Test
    void whoeverLeavesTheGroupIsOut() {
        String group = shareWithGroup();
        String session = signedIn();
        assertThat(session(session)).isTrue();
        HUB.bean(Groups.class).change(group, Set.of(), Set.of(new UserName(guest)), TEST);
        assertThat(revoked(session)).isTrue();
        assertThat(session(session)).isFalse();
    }

    @Test
    void aGroupThatIsDeletedTakesItsSharesAlong() {
        String group = shareWithGroup();
        String session = signedIn();
        assertThat(session(session)).isTrue();
        HUB.bean(Groups.class).delete(group, TEST);
        assertThat(revoked(session)).isTrue();
        assertThat(session(session)).isFalse();
        HUB.bean(Groups.class).create(group, TEST);
        HUB.bean(Groups.class).change(group, Set.of(new UserName(guest)), Set.of(), TEST);
        assertThat(session(session)).isFalse();
    }

    @Test
    void aShareWithAGroupThatIsRevokedClosesForItsMembers() {
        String group = shareWithGroup();
        String session = signedIn();
        assertThat(session(session)).isTrue();
        admin.delete("/hub/api/groups/" + group + "/shared/" + owner + "/").ok(204);
        assertThat(revoked(session)).isTrue();
        assertThat(session(session)).isFalse();
    }

    @Test
    void aLaterServerOfTheSameNameIsNotShared() {
        HUB.startServer(owner, "gpu");
        ServerRequests requests = HUB.bean(ServerRequests.class);
        admin.post("/hub/api/shares/" + owner + "/gpu", "{\"user\": \"" + guest + "\"}")
                .ok(200);
        admin.post("/hub/api/share-codes/" + owner + "/gpu").ok(200);
        shareWithGuest();
        var _ = requests.remove(HUB.user(owner).id(), "gpu", owner);
        Awaitility.await("removed")
                .until(() -> HUB.api(guest)
                                .get("/hub/api/users/" + guest + "/shared")
                                .json()
                                .path("items")
                                .size()
                        == 1);
        HUB.startServer(owner, "gpu");
        admin.get("/hub/api/users/" + guest + "/shared/" + owner + "/gpu").refused(404);
        assertThat(admin.get("/hub/api/share-codes/" + owner + "/gpu")
                        .ok(200)
                        .json()
                        .path("items"))
                .isEmpty();
        assertThat(HUB.api(guest)
                        .get("/hub/api/user")
                        .ok(200)
                        .json()
                        .path("scopes")
                        .toString())
                .contains("access:servers!server=" + owner + "/\"")
                .doesNotContain(owner + "/gpu");
    }

    @Test
    void aRenamedOwnerStillSharesAndTheNextUserOfTheNameDoesNot() {
        String quiet = SharedHub.user("quiet");
        admin.post("/hub/api/shares/" + quiet + "/", "{\"user\": \"" + guest + "\"}")
                .ok(200);
        String renamed = SharedHub.name("renamed");
        HUB.bean(UserAccounts.class).rename(HUB.user(quiet).id(), new UserName(renamed), TEST);
        HUB.user(quiet);
        assertThat(HUB.api(guest)
                        .get("/hub/api/user")
                        .ok(200)
                        .json()
                        .path("scopes")
                        .toString())
                .contains("access:servers!server=" + renamed + "/")
                .doesNotContain("access:servers!server=" + quiet + "/");
        assertThat(admin.get("/hub/api/shares/" + renamed).ok(200).json().path("items"))
                .singleElement()
                .satisfies(share -> assertThat(share.path("scopes").get(0).asString())
                        .isEqualTo("access:servers!server=" + renamed + "/"));
        assertThat(admin.get("/hub/api/shares/" + quiet).ok(200).json().path("items"))
                .isEmpty();
    }

    @Test
    void usersTakeTheirSharesAlong() {
        String quiet = SharedHub.user("quiet");
        admin.post("/hub/api/shares/" + quiet + "/", "{\"user\": \"" + guest + "\"}")
                .ok(200);
        admin.post("/hub/api/share-codes/" + quiet + "/").ok(200);
        shareWithGuest();
        HUB.bean(UserAccounts.class).delete(HUB.user(quiet).id(), TEST);
        assertThat(admin.get("/hub/api/users/" + guest + "/shared")
                        .ok(200)
                        .json()
                        .path("items"))
                .hasSize(1);
        HUB.bean(UserAccounts.class).delete(HUB.user(guest).id(), TEST);
        assertThat(admin.get("/hub/api/shares/" + owner).ok(200).json().path("items"))
                .isEmpty();
    }
}
