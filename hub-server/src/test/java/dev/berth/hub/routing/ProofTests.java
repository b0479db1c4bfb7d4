package dev.berth.hub.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import dev.berth.spi.route.HubPaths;
import dev.berth.spi.route.Proof;
import dev.berth.spi.route.ProofRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The hub proves itself to a proxy, which does not send the secret before. */
class ProofTests {

    private static final HubUnderTest HUB = SharedHub.HUB;
    private static final String NONCE = "0123456789abcdef".repeat(4);

    private final TestProxy proxy = new TestProxy(HUB, "doubtful");

    @Test
    void whoKnowsTheSecretCanTellThatItIsTheHub() {
        ProofRequest question = new ProofRequest(NONCE, "127.0.0.1", HUB.port());
        HttpResponse<String> answer = ask("127.0.0.1", HUB.port());
        assertThat(answer.statusCode()).isEqualTo(200);
        Proof proof = JsonMapper.shared().readValue(answer.body(), Proof.class);
        assertThat(proof.proves(question, HUB.proxySecret())).isTrue();
        assertThat(proof.proves(question, HUB.proxySecret() + "x")).isFalse();
        assertThat(proof.proves(new ProofRequest(NONCE, "127.0.0.1", 4), HUB.proxySecret()))
                .isFalse();
        assertThat(answer.body()).doesNotContain(HUB.proxySecret());
    }

    @Test
    void nothingIsProvedForAnAddressThatIsNotTheHubs() {
        assertThat(ask("127.0.0.1", HUB.port() + 1).statusCode()).isEqualTo(403);
        assertThat(ask("192.0.2.1", HUB.port()).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"nonce\":\"00\",\"ip\":\"127.0.0.1\",\"port\":1}",
                "{\"nonce\":\"" + "00000000000000000000000000000000" + "00000000000000000000000000000000"
                        + "\",\"ip\":\"localhost\",\"port\":1}"
            })
    void whatIsNoQuestionIsRefused(String body) {
        assertThat(proxy.send(HubPaths.PROVE, body, "").statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> ask(String ip, int port) {
        return proxy.send(
                HubPaths.PROVE, JsonMapper.shared().writeValueAsString(new ProofRequest(NONCE, ip, port)), "");
    }
}
