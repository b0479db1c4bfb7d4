package dev.berth.auth.oauth2;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The user-info address: the claims of the person whose access token it is, as JSON or as a signed token (OpenID Connect Core 1.0, section
 * 5.3.2). All that plain OAuth2 has.
 */
final class UserInfo implements PersonSource {

    private static final TypeReference<Map<String, Object>> CLAIMS = new TypeReference<>() {};
    private static final MediaType JWT = MediaType.valueOf("application/jwt");

    private final RestClient http;

    UserInfo(RestClient http) {
        this.http = http;
    }

    @Override
    public Claims claims(Registered registered, OAuth2AccessTokenResponse tokens, Proof proof)
            throws RefusedException, EndedException, UnavailableException {
        ResponseEntity<byte[]> answer = ask(String.valueOf(registered.userInfo()), tokens);
        byte[] body = answer.getBody();
        if (body == null || body.length == 0) {
            throw new UnavailableException("The user-info address answered nothing");
        }
        return isSigned(answer.getHeaders().getContentType())
                ? signed(registered.tokens(), new String(body, StandardCharsets.US_ASCII).strip())
                : plain(body);
    }

    private static boolean isSigned(@Nullable MediaType type) {
        return type != null && JWT.isCompatibleWith(type) && !type.isWildcardType();
    }

    private static Claims signed(@Nullable SignedTokens reader, String token)
            throws RefusedException, UnavailableException {
        if (reader == null) {
            throw new UnavailableException(
                    "The user-info address answers with a signed token, whose keys are known for the kind oidc only");
        }
        return new Claims(reader.userInfo(token).getClaims());
    }

    private static Claims plain(byte[] body) throws UnavailableException {
        try {
            return new Claims(JsonMapper.shared().readValue(body, CLAIMS));
        } catch (JacksonException unreadable) {
            throw new UnavailableException(
                    "The user-info address answers something else than JSON: " + Texts.cut(unreadable.getMessage()),
                    unreadable);
        }
    }

    private ResponseEntity<byte[]> ask(String address, OAuth2AccessTokenResponse tokens)
            throws EndedException, UnavailableException {
        try {
            return http.get()
                    .uri(URI.create(address))
                    .accept(MediaType.APPLICATION_JSON, JWT)
                    .headers(headers ->
                            headers.setBearerAuth(tokens.getAccessToken().getTokenValue()))
                    .retrieve()
                    .toEntity(byte[].class);
        } catch (HttpClientErrorException refused) {
            if (refused.getStatusCode() == HttpStatus.UNAUTHORIZED) {
                throw new EndedException("The userinfo endpoint no longer accepts the access token", false);
            }
            throw new UnavailableException("The userinfo endpoint responded with " + refused.getStatusCode(), refused);
        } catch (RestClientException failure) {
            throw new UnavailableException(
                    "The userinfo endpoint does not respond: " + Texts.cut(failure.getMessage()), failure);
        }
    }
}
