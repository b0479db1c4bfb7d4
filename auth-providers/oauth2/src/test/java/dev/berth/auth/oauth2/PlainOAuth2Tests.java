package dev.berth.auth.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.auth.oauth2.LocalServer.Answer;
import dev.berth.spi.identity.IdentitySource;
import dev.berth.spi.identity.IdentitySource.Known;
import dev.berth.spi.identity.RedirectProvider.Departure;
import dev.berth.spi.identity.RedirectProvider.Outcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A provider of which only three endpoints are known (RFC 6749, RFC 6750), with refresh tokens that can be used once. */
class PlainOAuth2Tests {

    private LocalServer server;
    private OAuth2Provider provider;
    private int renewals;
    private boolean refreshes = true;

    @BeforeEach
    void start() {
        server = new LocalServer();
        server.at("/token", asked -> {
            if ("refresh_token".equals(asked.form().get("grant_type"))
                    && !("r" + renewals).equals(asked.form().get("refresh_token"))) {
                return new Answer(400, Map.of("error", "invalid_grant"), Map.of());
            }
            renewals++;
            Map<String, Object> tokens =
                    new HashMap<>(Map.of("access_token", "a" + renewals, "token_type", "bearer", "expires_in", 120));
            if (refreshes) {
                tokens.put("refresh_token", "r" + renewals);
            }
            return Answer.ok(tokens);
        });
        server.at(
                "/user",
                asked -> asked.authorization().equals("Bearer a" + renewals)
                        ? Answer.ok(Map.of("id", 7, "login", "Ann", "team", Map.of("names", List.of("gpu"))))
                        : new Answer(401, Map.of(), Map.of()));
        Map<String, String> keys = new HashMap<>();
        keys.put("kind", "generic");
        keys.put("client-id", "berth");
        keys.put("client-secret", "secret");
        keys.put("client-authentication", "post");
        keys.put("endpoints.authorization", server.address() + "/authorize");
        keys.put("endpoints.token", server.address() + "/token");
        keys.put("endpoints.user-info", server.address() + "/user");
        keys.put("claims.subject", "id");
        keys.put("claims.username", "login");
        keys.put("claims.groups", "team.names");
        provider = TestClients.provider(keys);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Outcome.Vouched come() {
        Departure.Away away = TestClients.depart(provider);
        return (Outcome.Vouched) TestClients.arrive(provider, away, "code");
    }

    @Test
    void configurationAloneIsEnough() {
        Outcome.Vouched vouched = come();
        assertThat(vouched.identity().subject()).isEqualTo("7");
        assertThat(vouched.identity().name()).isEqualTo("Ann");
        assertThat(vouched.identity().groups().names()).containsExactly("gpu");
        assertThat(server.asked.getFirst().form())
                .containsEntry("client_secret", "secret")
                .containsKey("code_verifier");
    }

    @Test
    void aRefreshTokenThatIsGoodOnceIsReplacedEvenWhenTheAnswerFailsHalfWay() {
        Known known = new Known("7", "Ann", come().memory());
        var current = (IdentitySource.Answer.Current) provider.ask(known);
        server.at("/user", asked -> new Answer(503, Map.of(), Map.of()));
        var unknown = (IdentitySource.Answer.Unknown) provider.ask(new Known("7", "Ann", current.memory()));
        assertThat(unknown.memory()).isNotNull().isNotEqualTo(current.memory());
        server.at("/user", asked -> Answer.ok(Map.of("id", 7, "login", "Ann")));
        assertThat(provider.ask(new Known("7", "Ann", unknown.memory())))
                .isInstanceOf(IdentitySource.Answer.Current.class);
        assertThat(provider.ask(known)).as("the first one is used up").isInstanceOf(IdentitySource.Answer.Ended.class);
    }

    @Test
    void withoutARefreshTokenItIsAskedAsLongAsTheAccessTokenLives() {
        refreshes = false;
        Outcome.Vouched vouched = come();
        assertThat(vouched.until())
                .isBetween(Instant.now().plusSeconds(60), Instant.now().plusSeconds(121));
        Known known = new Known("7", "Ann", vouched.memory());
        assertThat(provider.ask(known)).isInstanceOf(IdentitySource.Answer.Current.class);
        String over = vouched.memory().replaceAll("\"accessEnd\":[0-9]+", "\"accessEnd\":1");
        assertThat(provider.ask(new Known("7", "Ann", over))).isInstanceOf(IdentitySource.Answer.Ended.class);
        assertThat(provider.ask(new Known("7", "Ann", null))).isInstanceOf(IdentitySource.Answer.Unknown.class);
        assertThat(provider.ask(new Known("7", "Ann", "rubbish"))).isInstanceOf(IdentitySource.Answer.Unknown.class);
    }

    @Test
    void whatIsOfNoShapeVouchesForNobody() {
        for (Object shape : new Object[] {List.of(), "text", 7, Map.of()}) {
            server.at("/user", asked -> Answer.ok(shape));
            assertThat(TestClients.arrive(provider, TestClients.depart(provider), "code"))
                    .as("%s", shape)
                    .isNotInstanceOf(Outcome.Vouched.class);
        }
    }
}
