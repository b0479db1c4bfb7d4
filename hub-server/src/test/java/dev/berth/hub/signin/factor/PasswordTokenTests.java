package dev.berth.hub.signin.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.api.ApiClient;
import dev.berth.hub.api.ApiClient.Answer;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.session.BrowserSessions;
import dev.berth.hub.user.User;
import dev.berth.spi.identity.InMemoryDirectory;
import dev.berth.spi.route.HubPaths;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** A program requests a token with a username and password, as with JupyterHub. */
class PasswordTokenTests extends SecondFactorHub {

    @Autowired
    private InMemoryDirectory loose;

    @Autowired
    private BrowserSessions sessions;

    @Test
    void aPasswordGivesATokenOfItsAccountThatOutlivesTheRequestAndItsSessionDoesNot() {
        User user = local();
        String name = user.name().value();
        String token =
                request(name, name, PASSWORD, "").ok(201).json().path("token").asString();
        assertThat(new ApiClient(port, token)
                        .get("/hub/api/user")
                        .ok(200)
                        .json()
                        .path("name")
                        .asString())
                .isEqualTo(name);
        assertThat(sessions.of(user.id())).isEmpty();
    }

    @Test
    void theOtherKeysOfTheRequestCount() {
        String name = local().name().value();
        String wish = ", \"note\": \"from a script\", \"expires_in\": 60, \"scopes\": [\"read:users!user\"]";
        var made = request(name, name, PASSWORD, wish).ok(201).json();
        assertThat(made.path("note").asString()).isEqualTo("from a script");
        assertThat(made.path("expires_at").isNull()).isFalse();
        request(name, name, PASSWORD, ", \"unknown\": 1").refused(400);
    }

    @Test
    void aDirectoryIsNamed() {
        String name = "loose-" + COUNT.incrementAndGet();
        loose.with(name, PASSWORD);
        String auth = auth(name, PASSWORD).replace("}", ", \"provider\": \"loose\"}");
        program().post(path(name), "{\"auth\": " + auth + "}").ok(201);
    }

    @Test
    void aWrongPasswordAndAnUnknownNameGetTheSameAnswer() {
        String name = local().name().value();
        String wrong = request(name, name, "wrong", "").refused(403).body();
        assertThat(request("nobody", "nobody", PASSWORD, "").refused(403).body())
                .isEqualTo(wrong);
    }

    @Test
    void aSecondFactorIsNotBypassed() {
        User user = local();
        String name = user.name().value();
        enrolled(user);
        assertThat(request(name, name, PASSWORD, "").refused(403).body()).contains("second factor");
        assertThat(request(name, name, "wrong", "").refused(403).body()).doesNotContain("second factor");
    }

    /** Their role requires a second factor, and they have not set it up. */
    @Test
    void anAdministratorWithoutTheSecondFactorOfTheirRoleGetsNoToken() {
        User user = local();
        String name = user.name().value();
        users.setAdmin(user.id(), true, Actor.policy("test"));
        assertThat(request(name, name, PASSWORD, "").refused(403).body()).doesNotContain("Wrong");
        assertThat(sessions.of(user.id())).isEmpty();
    }

    @Test
    void aOneTimePasswordGivesNoToken() {
        User user = local();
        String name = user.name().value();
        accounts.set(user, accounts.hash("once and never again"), true, Actor.policy("test"));
        assertThat(request(name, name, "once and never again", "").refused(403).body())
                .contains("Choose a new password first");
        assertThat(sessions.of(user.id())).isEmpty();
    }

    @Test
    void aPasswordGivesNoTokenOfAnotherAccountAndDoesNotTellWhetherThereIsOne() {
        String name = local().name().value();
        String own = local().name().value();
        String refused = request(name, own, PASSWORD, "").refused(403).body();
        assertThat(refused).contains("no permissions");
        assertThat(request("nobody", own, PASSWORD, "").refused(403).body().replace("nobody", name))
                .isEqualTo(refused);
    }

    @Test
    void aCredentialInTheRequestDecidesAloneAndAFormOfAnotherSiteNothing() {
        String name = local().name().value();
        String body = "{\"auth\": " + auth(name, PASSWORD) + "}";
        new ApiClient(port, "0".repeat(32)).post(path(name), body).refused(403);
        program()
                .with("Content-Type", "application/x-www-form-urlencoded")
                .post(path(name), body)
                .ok(201);
        program()
                .with("Content-Type", "text/plain")
                .with("Origin", "https://elsewhere.example")
                .post(path(name), body)
                .refused(403);
        program()
                .with("Content-Type", "text/plain")
                .with(HubPaths.HOP_HEADER, secret.value())
                .with("Cookie", "a=b")
                .post(path(name), body)
                .refused(403);
        program().post(path(name)).refused(403);
        program().post(path(name), "{\"auth\": {\"username\": \"x\"}}").refused(400);
    }

    private Answer request(String name, String username, String password, String more) {
        return program().post(path(name), "{\"auth\": " + auth(username, password) + more + "}");
    }

    private ApiClient program() {
        return new ApiClient(port, null);
    }

    private static String path(String name) {
        return "/hub/api/users/" + name + "/tokens";
    }

    private static String auth(String username, String password) {
        return JsonMapper.shared().writeValueAsString(Map.of("username", username, "password", password));
    }
}
