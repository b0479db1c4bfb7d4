package dev.berth.auth.oauth2;

import com.nimbusds.jose.JOSEException;
import dev.berth.spi.identity.RedirectProvider.Departure;
import dev.berth.spi.identity.RedirectProvider.Outcome;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fake Google and a client of it; new for each test. */
abstract class GoogleClient {

    static final String SECRET = "a-secret-of-the-client-that-is-long-enough-for-hs256";

    FakeGoogle google;
    OAuth2Provider provider;
    Departure.Away away;

    @BeforeEach
    void start() throws JOSEException {
        google = new FakeGoogle();
        provider = TestClients.provider(keys());
        away = TestClients.depart(provider);
    }

    @AfterEach
    void stop() {
        google.close();
    }

    Map<String, String> keys() {
        Map<String, String> keys = new HashMap<>();
        keys.put("kind", "google");
        keys.put("issuer", google.issuer());
        keys.put("client-id", FakeGoogle.CLIENT);
        keys.put("client-secret", SECRET);
        keys.put("google.hosted-domains", "company.example");
        keys.put("claims.strip-domains", "company.example");
        return keys;
    }

    Outcome arrive(Map<String, Object> claims) {
        return TestClients.arrive(provider, away, google.code(away, claims));
    }

    static String code(Outcome outcome) {
        return outcome instanceof Outcome.Refused(String code, String why) ? code : outcome.toString();
    }

    /** Another sign-in with the same provider: each has a separate nonce. */
    void departAgain() {
        away = TestClients.depart(provider);
    }
}
