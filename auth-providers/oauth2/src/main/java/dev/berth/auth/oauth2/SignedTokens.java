package dev.berth.auth.oauth2;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.util.HashSet;
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
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClient;

/**
 * Reads the tokens that one provider signs. Only public-key signatures count; a shared secret would let the hub sign as well.
 */
final class SignedTokens {

    private static final Set<JWSAlgorithm> ALGORITHMS = algorithms();

    private final NimbusJwtDecoder idTokens;
    private final NimbusJwtDecoder logoutTokens;
    private final NimbusJwtDecoder userInfos;

    private SignedTokens(NimbusJwtDecoder idTokens, NimbusJwtDecoder logoutTokens, NimbusJwtDecoder userInfos) {
        this.idTokens = idTokens;
        this.logoutTokens = logoutTokens;
        this.userInfos = userInfos;
    }

    static SignedTokens of(ClientRegistration registration, Map<String, Object> document, RestClient http) {
        JWKSource<SecurityContext> keys = ProviderKeys.at(String.valueOf(document.get("jwks_uri")), http);
        Set<JWSAlgorithm> algorithms = algorithms(document.get("id_token_signing_alg_values_supported"));
        Object ofUserInfo = document.get("userinfo_signing_alg_values_supported");
        JwtTypeValidator type = JwtTypeValidator.jwt();
        type.setAllowEmpty(true);
        return new SignedTokens(
                decoder(
                        keys,
                        algorithms,
                        new DelegatingOAuth2TokenValidator<>(
                                type, new JwtTimestampValidator(), new OidcIdTokenValidator(registration))),
                decoder(keys, algorithms, new LogoutTokenValidator(registration)),
                decoder(
                        keys,
                        ofUserInfo == null ? algorithms : algorithms(ofUserInfo),
                        new DelegatingOAuth2TokenValidator<>(
                                new JwtTimestampValidator(), new UserInfoValidator(registration))));
    }

    /** An ID token with valid signature, issuer, audience, authorized party and times. */
    Jwt idToken(String token) throws RefusedException, UnavailableException {
        return read(idTokens, token, "ID_TOKEN_INVALID");
    }

    /** A logout token that is valid according to OpenID Connect Back-Channel Logout 1.0, section 2.6. */
    Jwt logoutToken(String token) throws RefusedException, UnavailableException {
        return read(logoutTokens, token, "LOGOUT_TOKEN_INVALID");
    }

    /** A signed answer of the user-info endpoint (OpenID Connect Core 1.0, section 5.3.2). */
    Jwt userInfo(String token) throws RefusedException, UnavailableException {
        return read(userInfos, token, "USERINFO_INVALID");
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
            JWKSource<SecurityContext> keys, Set<JWSAlgorithm> algorithms, OAuth2TokenValidator<Jwt> validator) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        SignatureVerifiers verifiers = new SignatureVerifiers();
        processor.setJWSVerifierFactory(verifiers);
        processor.setJWSKeySelector(new SigningKeySelector(algorithms, keys, verifiers));
        // The validators look at the type and at the claims.
        processor.setJWSTypeVerifier((type, context) -> {});
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(validator);
        return decoder;
    }

    private static Set<JWSAlgorithm> algorithms() {
        Set<JWSAlgorithm> all = new HashSet<>(JWSAlgorithm.Family.RSA);
        all.addAll(JWSAlgorithm.Family.EC);
        all.remove(JWSAlgorithm.ES256K);
        all.addAll(EdDsa.ALGORITHMS);
        return Set.copyOf(all);
    }

    /** RS256 where the provider names none (OpenID Connect Core 1.0, section 3.1.3.7); those that the hub does not know are left out. */
    private static Set<JWSAlgorithm> algorithms(@Nullable Object told) {
        Stream<?> names = told instanceof List<?> list ? list.stream() : Stream.of("RS256");
        return names.map(name -> JWSAlgorithm.parse(String.valueOf(name)))
                .filter(ALGORITHMS::contains)
                .collect(Collectors.toSet());
    }
}
