package dev.berth.hub.oauth;

import dev.berth.hub.access.Public;
import dev.berth.hub.access.TokenOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/**
 * The token endpoint (RFC 6749, section 3.2). Single-user servers send their secret in the form, and as an {@code Authorization: token}
 * header, which does not count here.
 */
@RestController
class TokenController {

    private final OAuthClients clients;
    private final CodeExchange exchange;
    private final InstantSource clock;

    TokenController(OAuthClients clients, CodeExchange exchange, InstantSource clock) {
        this.clients = clients;
        this.exchange = exchange;
        this.clock = clock;
    }

    @PostMapping("/hub/api/oauth2/token")
    @Public
    ResponseEntity<Map<String, Object>> token(
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestHeader(value = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        OAuthParameters form = OAuthParameters.of(parameters);
        if (form.repeats()) {
            return error(HttpStatus.BAD_REQUEST, "invalid_request", "A parameter can be given only once");
        }
        if (!"authorization_code".equals(form.get("grant_type"))) {
            return error(HttpStatus.BAD_REQUEST, "unsupported_grant_type", "grant_type must be authorization_code");
        }
        Optional<OAuthClient> client = client(form, authorization);
        if (client.isEmpty()) {
            return error(
                    HttpStatus.UNAUTHORIZED,
                    "invalid_client",
                    "No server that runs and no service has this client_id and client_secret");
        }
        return exchange.exchange(client.get(), form.get("code"), form.get("redirect_uri"), form.get("code_verifier"))
                .map(this::issued)
                .orElseGet(() -> error(
                        HttpStatus.BAD_REQUEST,
                        "invalid_grant",
                        "The code is not valid, was used before, or belongs to another client, redirect_uri or"
                                + " code_verifier"));
    }

    private Optional<OAuthClient> client(OAuthParameters form, @Nullable String authorization) {
        String[] basic = basic(authorization);
        return basic.length == 2
                ? clients.authenticated(basic[0], basic[1])
                : clients.authenticated(form.get("client_id"), form.get("client_secret"));
    }

    /** Id and secret of a Basic header, whose parts are encoded like a form (RFC 6749, section 2.3.1); empty without one. */
    private static String[] basic(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return new String[0];
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(authorization.substring(6).strip());
            String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            for (int i = 0; i < parts.length; i++) {
                parts[i] = UriUtils.decode(parts[i], StandardCharsets.UTF_8);
            }
            return parts;
        } catch (IllegalArgumentException malformed) {
            return new String[] {"", ""};
        }
    }

    private ResponseEntity<Map<String, Object>> issued(TokenOutcome.Issued issued) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("access_token", issued.value());
        body.put("token_type", "Bearer");
        if (issued.token().expiresAt() != null) {
            body.put(
                    "expires_in",
                    Duration.between(clock.instant(), issued.token().expiresAt())
                            .toSeconds());
        }
        body.put("scope", String.join(" ", issued.token().scopes()));
        return ResponseEntity.ok(body);
    }

    /** RFC 6749, section 5.2. */
    private static ResponseEntity<Map<String, Object>> error(HttpStatus status, String error, String description) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", error);
        body.put("error_description", description);
        return ResponseEntity.status(status).body(body);
    }
}
