package dev.berth.auth.oauth2;

import dev.berth.spi.identity.RedirectProvider.Departure;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Creates the authorization request, and the data that is needed again when the browser returns. */
final class Departures {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final OAuth2Client client;

    Departures(OAuth2Client client) {
        this.client = client;
    }

    /**
     * The data that the browser keeps, sealed by the hub.
     *
     * @param callback the redirect URI; the provider compares it when the code is redeemed
     * @param nonce the nonce of the ID token
     * @param verifier the PKCE code verifier (RFC 7636)
     */
    record Kept(String callback, String nonce, String verifier) {

        /** Null for text that this class has not written. */
        static @Nullable Kept read(String text) {
            try {
                Kept kept = JsonMapper.shared().readValue(text, Kept.class);
                return kept.callback() == null || kept.nonce() == null || kept.verifier() == null ? null : kept;
            } catch (JacksonException unreadable) {
                return null;
            }
        }
    }

    Departure.Away away(Registered registered, URI callback) {
        String state = random();
        String nonce = random();
        OAuth2AuthorizationRequest.Builder builder = builder(registered.registration(), callback.toString(), state);
        builder.additionalParameters(all -> {
            all.putAll(client.parameters());
            if (client.kindOrOidc().openId()) {
                all.put("nonce", nonce);
            }
            if (client.kindOrOidc() == ProviderKind.GOOGLE) {
                google(all);
            }
        });
        OAuth2AuthorizationRequestCustomizers.withPkce().accept(builder);
        OAuth2AuthorizationRequest request = builder.build();
        String verifier = String.valueOf(request.getAttributes().get(PkceParameterNames.CODE_VERIFIER));
        String kept = JsonMapper.shared().writeValueAsString(new Kept(callback.toString(), nonce, verifier));
        return new Departure.Away(URI.create(request.getAuthorizationRequestUri()), state, kept);
    }

    /** Recreates the authorization request of a departure in order to redeem its code. */
    OAuth2AuthorizationRequest again(Registered registered, Kept kept, String state) {
        return builder(registered.registration(), kept.callback(), state)
                .attributes(all -> all.put(PkceParameterNames.CODE_VERIFIER, kept.verifier()))
                .build();
    }

    private static OAuth2AuthorizationRequest.Builder builder(
            ClientRegistration registration, String callback, String state) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .clientId(registration.getClientId())
                .authorizationUri(
                        String.valueOf(registration.getProviderDetails().getAuthorizationUri()))
                .redirectUri(callback)
                .scopes(registration.getScopes())
                .state(state);
    }

    /** A hint that keeps people from choosing a wrong account; only the token counts. Refresh tokens are issued only for offline access. */
    private void google(Map<String, Object> parameters) {
        var domains = client.google().hostedDomains();
        if (!domains.isEmpty()) {
            parameters.putIfAbsent("hd", domains.size() == 1 ? domains.getFirst() : "*");
        }
        parameters.putIfAbsent("access_type", "offline");
    }

    private static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
