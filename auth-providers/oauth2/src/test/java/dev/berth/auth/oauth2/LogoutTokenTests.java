package dev.berth.auth.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.berth.spi.identity.RedirectProvider.Notice;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OpenID Connect Back-Channel Logout 1.0, section 2.6: a valid token, and each single defect that makes it invalid. */
class LogoutTokenTests {

    private FakeGoogle server;
    private OAuth2Provider provider;

    @BeforeEach
    void start() throws JOSEException {
        server = new FakeGoogle();
        Map<String, String> keys = new HashMap<>();
        keys.put("kind", "oidc");
        keys.put("issuer", server.issuer());
        keys.put("client-id", FakeGoogle.CLIENT);
        keys.put("client-secret", "secret");
        provider = TestClients.provider(keys);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Map<String, Object> right() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", server.issuer());
        claims.put("aud", FakeGoogle.CLIENT);
        claims.put("sub", "person");
        claims.put("sid", "session");
        claims.put("jti", "word");
        claims.put("iat", Date.from(Instant.now()));
        claims.put("exp", Date.from(Instant.now().plusSeconds(120)));
        claims.put("events", Map.of(LogoutTokenValidator.EVENT, Map.of()));
        return claims;
    }

    private Notice notice(Consumer<Map<String, Object>> change) {
        Map<String, Object> claims = right();
        change.accept(claims);
        return provider.notice(server.sign(claims));
    }

    @Test
    void aRightOneNamesThePersonAndTheSession() {
        Notice.Ended ended = (Notice.Ended) notice(claims -> {});
        assertThat(ended.subject()).isEqualTo("person");
        assertThat(ended.session()).isEqualTo("session");
        assertThat(ended.id()).isEqualTo("word");
        assertThat(ended.until())
                .isBetween(Instant.now().plusSeconds(60), Instant.now().plusSeconds(600));
        assertThat(((Notice.Ended) notice(claims -> claims.remove("sub"))).subject())
                .isNull();
        assertThat(((Notice.Ended) notice(claims -> claims.remove("sid"))).session())
                .isNull();
    }

    @Test
    void whatIsNotRightInOneThingIsRefused() {
        Map<String, Consumer<Map<String, Object>>> wrong = new LinkedHashMap<>();
        wrong.put("issuer of another", claims -> claims.put("iss", "https://evil.example"));
        wrong.put("no issuer", claims -> claims.remove("iss"));
        wrong.put("audience of another", claims -> claims.put("aud", "another"));
        wrong.put("no audience", claims -> claims.remove("aud"));
        wrong.put("a nonce, as an ID token has", claims -> claims.put("nonce", "n"));
        wrong.put("no event", claims -> claims.remove("events"));
        wrong.put("another event", claims -> claims.put("events", Map.of("https://other.example", Map.of())));
        wrong.put(
                "an event that is no object", claims -> claims.put("events", Map.of(LogoutTokenValidator.EVENT, "x")));
        wrong.put("events as a list", claims -> claims.put("events", List.of(LogoutTokenValidator.EVENT)));
        wrong.put("no id", claims -> claims.remove("jti"));
        wrong.put("neither subject nor session", claims -> {
            claims.remove("sub");
            claims.remove("sid");
        });
        wrong.put("over", claims -> claims.put("exp", Date.from(Instant.now().minusSeconds(120))));
        wrong.put("old, without an end", claims -> {
            claims.remove("exp");
            claims.put("iat", Date.from(Instant.now().minusSeconds(3600)));
        });
        wrong.put(
                "of the future",
                claims -> claims.put("iat", Date.from(Instant.now().plusSeconds(3600))));
        wrong.forEach((what, change) -> assertThat(notice(change)).as(what).isInstanceOf(Notice.Refused.class));
    }

    @Test
    void onlyTheProvidersSignatureCounts() throws JOSEException {
        server.signer = new RSASSASigner(new RSAKeyGenerator(2048).keyID("k1").generate());
        assertThat(notice(claims -> {})).isInstanceOf(Notice.Refused.class);
        assertThat(provider.notice("eyJhbGciOiJub25lIn0.e30.")).isInstanceOf(Notice.Refused.class);
        assertThat(provider.notice("not a token")).isInstanceOf(Notice.Refused.class);
    }

    @Test
    void aProviderWhoseKeysCannotBeHadSaysNothing() {
        server.server.at("/oauth2/v3/certs", asked -> new LocalServer.Answer(503, Map.of(), Map.of()));
        assertThat(notice(claims -> {})).isInstanceOf(Notice.Unavailable.class);
    }
}
