package dev.berth.auth.oauth2;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Discovers a provider's endpoints and keys when they are first needed, so that a hub starts even if its provider is unavailable. The
 * result is cached for an hour, and longer if the provider does not respond.
 */
final class Registrations {

    private static final Duration KEPT = Duration.ofHours(1);
    private static final ParameterizedTypeReference<Map<String, Object>> DOCUMENT =
            new ParameterizedTypeReference<>() {};

    private final String id;
    private final OAuth2Client client;
    private final @Nullable String secret;
    private final RestClient http;
    private final InstantSource clock;
    private volatile @Nullable Kept kept;

    Registrations(String id, OAuth2Client client, @Nullable String secret, RestClient http, InstantSource clock) {
        this.id = id;
        this.client = client;
        this.secret = secret;
        this.http = http;
        this.clock = clock;
    }

    private record Kept(Registered registered, Instant until) {}

    Registered current() throws UnavailableException {
        Kept known = kept;
        Instant now = clock.instant();
        if (known != null && now.isBefore(known.until())) {
            return known.registered();
        }
        try {
            Registered found = client.kindOrOidc().openId() ? discover() : fixed();
            kept = new Kept(found, now.plus(KEPT));
            return found;
        } catch (UnavailableException failure) {
            if (known == null) {
                throw failure;
            }
            return known.registered();
        }
    }

    /** OpenID Connect Discovery 1.0, section 4: the document below the issuer, which must name exactly that issuer. */
    private Registered discover() throws UnavailableException {
        String issuer = String.valueOf(client.effectiveIssuer());
        String address = issuer.replaceAll("/+$", "") + "/.well-known/openid-configuration";
        try {
            Map<String, Object> document =
                    http.get().uri(URI.create(address)).retrieve().body(DOCUMENT);
            if (document == null || !issuer.equals(document.get("issuer"))) {
                throw new UnavailableException("The document at " + address + " names the issuer \""
                        + Texts.cut(document == null ? null : document.get("issuer"))
                        + "\"; berth.auth.oauth2." + id + ".issuer must be exactly that value");
            }
            ClientRegistration.Builder builder = ClientRegistrations.fromOidcConfiguration(document);
            ClientRegistration registration = finish(builder);
            return new Registered(
                    registration,
                    SignedTokens.of(registration, document, http),
                    address(document.get("end_session_endpoint")),
                    Boolean.TRUE.equals(document.get("authorization_response_iss_parameter_supported")));
        } catch (RestClientException | IllegalArgumentException failure) {
            throw new UnavailableException(
                    "The provider \"" + id + "\" does not return its endpoints at " + address + ": "
                            + Texts.cut(failure.getMessage()),
                    failure);
        }
    }

    private Registered fixed() {
        boolean github = client.kindOrOidc() == ProviderKind.GITHUB;
        OAuth2Client.Endpoints endpoints = client.endpoints();
        ClientRegistration.Builder builder = ClientRegistration.withRegistrationId(id)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationUri(
                        address(endpoints.authorization(), github ? "https://github.com/login/oauth/authorize" : null))
                .tokenUri(address(endpoints.token(), github ? "https://github.com/login/oauth/access_token" : null));
        if (endpoints.userInfo() != null) {
            builder.userInfoUri(endpoints.userInfo().toString());
        }
        return new Registered(finish(builder), null, null, false);
    }

    private ClientRegistration finish(ClientRegistration.Builder builder) {
        builder.registrationId(id)
                .clientName(id)
                .clientId(String.valueOf(client.clientId()))
                .clientSecret(secret == null ? "" : secret)
                .scope(client.effectiveScopes())
                // The hub sets the redirect URI of each departure; Spring only requires that there is one.
                .redirectUri("{baseUrl}");
        OAuth2Client.ClientAuthentication how = client.clientAuthentication();
        if (how != null) {
            builder.clientAuthenticationMethod(
                    switch (how) {
                        case BASIC -> ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
                        case POST -> ClientAuthenticationMethod.CLIENT_SECRET_POST;
                        case NONE -> ClientAuthenticationMethod.NONE;
                    });
        }
        return builder.build();
    }

    private static @Nullable URI address(@Nullable Object value) {
        return value instanceof String text ? URI.create(text) : null;
    }

    private static String address(@Nullable URI configured, @Nullable String usual) {
        return configured == null ? String.valueOf(usual) : configured.toString();
    }
}
