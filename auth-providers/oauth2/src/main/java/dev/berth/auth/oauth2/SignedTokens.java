package dev.berth.auth.oauth2;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Verifies the tokens that one provider signs. Keys are fetched over its connection and fetched again if one is unknown, but with a minimum
 * interval, because anybody can send a token with an unknown key. Only public-key signatures count; with a shared secret, the hub itself
 * could have signed the token.
 */
final class SignedTokens {

    private final NimbusJwtDecoder idTokens;
    private final NimbusJwtDecoder logoutTokens;

    private SignedTokens(NimbusJwtDecoder idTokens, NimbusJwtDecoder logoutTokens) {
        this.idTokens = idTokens;
        this.logoutTokens = logoutTokens;
    }

    static SignedTokens of(ClientRegistration registration, Map<String, Object> document, RestClient http) {
        JWKSource<SecurityContext> keys = keys(String.valueOf(document.get("jwks_uri")), http);
        Set<SignatureAlgorithm> algorithms = algorithms(document.get("id_token_signing_alg_values_supported"));
        JwtTypeValidator type = JwtTypeValidator.jwt();
        type.setAllowEmpty(true);
        return new SignedTokens(
                decoder(
                        keys,
                        algorithms,
                        new DelegatingOAuth2TokenValidator<>(
                                type, new JwtTimestampValidator(), new OidcIdTokenValidator(registration))),
                decoder(keys, algorithms, new LogoutTokenValidator(registration)));
    }

    /** An ID token with valid signature, issuer, audience, authorized party and times. */
    Jwt idToken(String token) throws RefusedException, UnavailableException {
        return read(idTokens, token, "ID_TOKEN_INVALID");
    }

    /** A logout token that is valid according to OpenID Connect Back-Channel Logout 1.0, section 2.6. */
    Jwt logoutToken(String token) throws RefusedException, UnavailableException {
        return read(logoutTokens, token, "LOGOUT_TOKEN_INVALID");
    }

    private static Jwt read(NimbusJwtDecoder decoder, String token, String code)
            throws RefusedException, UnavailableException {
        try {
            return decoder.decode(token);
        } catch (BadJwtException | IllegalArgumentException wrong) {
            // This includes claims of a wrong type, such as an issuer that is not a URL.
            throw new RefusedException(code, "The provider's token is not valid: " + Texts.cut(wrong.getMessage()));
        } catch (JwtException noKeys) {
            throw new UnavailableException(
                    "The provider's keys cannot be fetched: " + Texts.cut(noKeys.getMessage()), noKeys);
        }
    }

    private static NimbusJwtDecoder decoder(
            JWKSource<SecurityContext> keys, Set<SignatureAlgorithm> algorithms, OAuth2TokenValidator<Jwt> validator) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithms(all -> {
                    all.clear();
                    all.addAll(algorithms);
                })
                // The validators check the type.
                .jwtProcessorCustomizer(processor -> processor.setJWSTypeVerifier((type, context) -> {}))
                .build();
        decoder.setJwtValidator(validator);
        return decoder;
    }

    private static JWKSource<SecurityContext> keys(String address, RestClient http) {
        try {
            URL url = new URI(address).toURL();
            return JWKSourceBuilder.<SecurityContext>create(url, from -> fetch(from, http))
                    .refreshAheadCache(false)
                    .build();
        } catch (URISyntaxException | java.net.MalformedURLException wrong) {
            throw new IllegalArgumentException("jwks_uri is not a valid URL: \"" + Texts.cut(address) + "\"", wrong);
        }
    }

    private static Resource fetch(URL url, RestClient http) throws IOException {
        try {
            String body = http.get().uri(URI.create(url.toString())).retrieve().body(String.class);
            return new Resource(body == null ? "" : body, "application/json");
        } catch (RestClientException failure) {
            throw new IOException(failure);
        }
    }

    /** RS256 if the provider does not name an algorithm (OpenID Connect Core 1.0, section 3.1.3.7). */
    private static Set<SignatureAlgorithm> algorithms(@Nullable Object told) {
        Stream<?> names = told instanceof List<?> list ? list.stream() : Stream.of("RS256");
        return names.map(name -> SignatureAlgorithm.from(String.valueOf(name)))
                .filter(java.util.Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
