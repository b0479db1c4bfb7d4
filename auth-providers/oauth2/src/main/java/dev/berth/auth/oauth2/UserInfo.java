package dev.berth.auth.oauth2;

import java.net.URI;
import java.util.Map;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** The userinfo endpoint: the claims of the person to whom the access token belongs. Plain OAuth2 has only this. */
final class UserInfo implements PersonSource {

    private static final ParameterizedTypeReference<Map<String, Object>> CLAIMS = new ParameterizedTypeReference<>() {};

    private final RestClient http;

    UserInfo(RestClient http) {
        this.http = http;
    }

    @Override
    public Claims claims(Registered registered, OAuth2AccessTokenResponse tokens, Proof proof)
            throws EndedException, UnavailableException {
        return new Claims(ask(String.valueOf(registered.userInfo()), tokens));
    }

    private Map<String, Object> ask(String address, OAuth2AccessTokenResponse tokens)
            throws EndedException, UnavailableException {
        try {
            Map<String, Object> claims = http.get()
                    .uri(URI.create(address))
                    .headers(headers ->
                            headers.setBearerAuth(tokens.getAccessToken().getTokenValue()))
                    .retrieve()
                    .body(CLAIMS);
            if (claims == null) {
                throw new UnavailableException("The userinfo endpoint sent an empty response");
            }
            return claims;
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
