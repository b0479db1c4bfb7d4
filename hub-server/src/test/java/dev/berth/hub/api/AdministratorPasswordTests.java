package dev.berth.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.api.ApiClient.Answer;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.session.BrowserSessions;
import dev.berth.hub.signin.password.LocalAccounts;
import dev.berth.hub.user.User;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A program requests a token with the username and password of an administrator. */
class AdministratorPasswordTests {

    private static final HubUnderTest HUB = SharedHub.HUB;
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String PASSWORD = "correct horse battery";

    private String admin;

    @BeforeEach
    void administrator() {
        User user = HUB.admin("boss-" + COUNT.incrementAndGet());
        admin = user.name().value();
        LocalAccounts accounts = HUB.bean(LocalAccounts.class);
        accounts.set(user, accounts.hash(PASSWORD), false, Actor.policy("test"));
    }

    @Test
    void theTokenMayDoWhatTheAdministratorMay() {
        ApiClient program = with(request(admin, "").ok(201));
        JsonNode me = program.get("/hub/api/user").ok(200).json();
        assertThat(me.path("name").asString()).isEqualTo(admin);
        assertThat(me.path("admin").asBoolean()).isTrue();
        program.post("/hub/api/users/made-by-" + admin).ok(201);
    }

    @Test
    void aTokenWithFewerScopesMayNotDoTheRest() {
        ApiClient program =
                with(request(admin, ", \"scopes\": [\"list:users\"]").ok(201));
        program.get("/hub/api/users").ok(200);
        program.post("/hub/api/users/not-made-by-" + admin).refused(403);
    }

    /** With a session or a token an administrator may create tokens of others; a password in a request is for one's own. */
    @Test
    void aTokenOfAnotherAccountIsRefusedAndTheAnswerDoesNotTellWhetherThereIsOne() {
        String other = HUB.user("other-" + admin).name().value();
        String refused = request(other, "").refused(403).body();
        assertThat(refused).contains("no permissions");
        assertThat(request("nobody", "").refused(403).body().replace("nobody", other))
                .isEqualTo(refused);
        HUB.api(admin).post("/hub/api/users/" + other + "/tokens").ok(201);
    }

    @Test
    void theAnswerLeavesNoSessionWhetherThereIsATokenOrNot() {
        request(admin, "").ok(201);
        request(admin, ", \"scopes\": [\"no:such:scope\"]").refused(400);
        assertThat(HUB.bean(BrowserSessions.class).of(HUB.user(admin).id())).isEmpty();
    }

    private Answer request(String owner, String more) {
        String auth = "{\"username\": \"" + admin + "\", \"password\": \"" + PASSWORD + "\"}";
        return new ApiClient(HUB.port(), null)
                .post("/hub/api/users/" + owner + "/tokens", "{\"auth\": " + auth + more + "}");
    }

    private static ApiClient with(Answer made) {
        return new ApiClient(HUB.port(), made.json().path("token").asString());
    }
}
