package dev.berth.auth.oauth2;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.berth.auth.oauth2.LocalServer.Answer;
import dev.berth.spi.identity.RedirectProvider.Departure;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Responses as Google's servers send them: https://developers.google.com/identity/openid-connect/openid-connect (discovery, claims
 * {@code hd}, {@code email_verified}), https://developers.google.com/identity/protocols/oauth2/web-server (codes, refresh tokens), and
 * https://developers.google.com/workspace/admin/directory/reference/rest/v1/groups/list (groups).
 */
final class FakeGoogle implements AutoCloseable {

    static final String CLIENT = "123.apps.googleusercontent.com";

    final LocalServer server = new LocalServer();
    final RSAKey key;
    JWSSigner signer;
    JWSAlgorithm algorithm = JWSAlgorithm.RS256;
    private final Map<String, Map<String, Object>> codes = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    FakeGoogle() throws JOSEException {
        key = new RSAKeyGenerator(2048).keyID("k1").generate();
        signer = new RSASSASigner(key);
        server.discovered(Map.of(
                "authorization_endpoint", issuer() + "/o/oauth2/v2/auth",
                "jwks_uri", issuer() + "/oauth2/v3/certs",
                "token_endpoint_auth_methods_supported", List.of("client_secret_post", "client_secret_basic")));
        server.at("/oauth2/v3/certs", asked -> Answer.ok(new JWKSet(key.toPublicJWK()).toJSONObject()));
        server.at("/token", this::token);
    }

    String issuer() {
        return server.address();
    }

    /** Google's claims about Ann of company.example. */
    Map<String, Object> ann() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer());
        claims.put("aud", CLIENT);
        claims.put("azp", CLIENT);
        claims.put("sub", "110169484474386276334");
        claims.put("hd", "company.example");
        claims.put("email", "ann@company.example");
        claims.put("email_verified", true);
        claims.put("iat", Date.from(Instant.now()));
        claims.put("exp", Date.from(Instant.now().plusSeconds(3600)));
        return claims;
    }

    /** A code for these claims, with the nonce of the departure. */
    String code(Departure.Away away, Map<String, Object> claims) {
        String code = UUID.randomUUID().toString();
        Map<String, Object> all = new LinkedHashMap<>(claims);
        all.putIfAbsent("nonce", TestClients.parameters(away).get("nonce"));
        codes.put(code, all);
        return code;
    }

    private Answer token(LocalServer.Asked asked) {
        String code = asked.form().getOrDefault("code", asked.form().get("refresh_token"));
        Map<String, Object> claims = codes.get(code);
        if (claims == null || (asked.form().containsKey("code") && !used.add(code))) {
            return new Answer(400, Map.of("error", "invalid_grant", "error_description", "Bad Request"), Map.of());
        }
        return Answer.ok(Map.of(
                "access_token",
                "ya29." + code,
                "expires_in",
                3599,
                "refresh_token",
                code,
                "scope",
                "openid email profile",
                "token_type",
                "Bearer",
                "id_token",
                sign(claims)));
    }

    String sign(Map<String, Object> claims) {
        JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
        claims.forEach(set::claim);
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID("k1").build(), set.build());
        try {
            token.sign(signer);
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
        return token.serialize();
    }

    @Override
    public void close() {
        server.close();
    }
}
