package dev.berth.auth.oauth2;

import dev.berth.spi.identity.ExternalIdentity;
import dev.berth.spi.identity.IdentitySource;
import dev.berth.spi.identity.RedirectProvider;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.util.UriComponentsBuilder;

/** One configured provider. */
final class OAuth2Provider implements RedirectProvider, IdentitySource {

    private final String id;
    private final OAuth2Client client;
    private final Registrations registrations;
    private final Departures departures;
    private final TokenEndpoint tokens;
    private final PersonSource people;
    private final IdentityMapping mapping;
    private final InstantSource clock;

    OAuth2Provider(
            String id,
            OAuth2Client client,
            Registrations registrations,
            TokenEndpoint tokens,
            PersonSource people,
            InstantSource clock) {
        this.id = id;
        this.client = client;
        this.registrations = registrations;
        this.departures = new Departures(client);
        this.tokens = tokens;
        this.people = people;
        this.mapping = new IdentityMapping(id, client);
        this.clock = clock;
    }

    @Override
    public String provider() {
        return id;
    }

    @Override
    public String label() {
        return client.label() == null ? id : client.label();
    }

    @Override
    public Departure depart(URI callback) {
        try {
            return departures.away(registrations.current(), callback);
        } catch (UnavailableException failure) {
            return new Departure.Unavailable(reason(failure));
        }
    }

    @Override
    public Outcome arrive(Arrival arrival) {
        try {
            Departures.Kept kept = Departures.Kept.read(arrival.kept());
            if (kept == null) {
                return new Outcome.Refused(
                        "STATE_MISMATCH", "The sign-in state in the browser does not belong to this provider");
            }
            Registered registered = registrations.current();
            String code = code(registered, arrival.parameters());
            return vouched(registered, departures.again(registered, kept, arrival.state()), code, kept.nonce());
        } catch (RefusedException refused) {
            return new Outcome.Refused(refused.code(), reason(refused));
        } catch (EndedException | UnavailableException failure) {
            return new Outcome.Unavailable(reason(failure));
        } catch (RuntimeException unforeseen) {
            // Data from outside can have any shape; whatever it breaks, the sign-in must fail.
            return new Outcome.Unavailable("The provider's response is not valid: " + Texts.cut(unforeseen));
        }
    }

    private Outcome vouched(Registered registered, OAuth2AuthorizationRequest departure, String code, String nonce)
            throws RefusedException, EndedException, UnavailableException {
        OAuth2AccessTokenResponse given = tokens.redeem(registered, departure, code);
        Claims claims = people.claims(registered, given, new PersonSource.Proof(nonce, null));
        Instant now = clock.instant();
        return new Outcome.Vouched(
                mapping.identity(claims),
                StoredTokens.of(given).text(),
                client.kindOrOidc().openId() ? claims.text("sid") : null,
                TokenEndpoint.end(given, now));
    }

    /** The code, if the response comes from this provider and reports success. */
    private static String code(Registered registered, Map<String, String> parameters) throws RefusedException {
        String issuer = parameters.get("iss");
        // RFC 9207: the issuer reveals a response of another provider before the code is sent anywhere.
        if (issuer == null ? registered.saysIssuer() : !issuer.equals(registered.issuer())) {
            throw new RefusedException(
                    "ISSUER_MISMATCH", "The response names a different issuer, \"" + Texts.cut(issuer) + "\"");
        }
        if (parameters.containsKey("error")) {
            throw new RefusedException(
                    "PROVIDER_REFUSED",
                    "The provider returned the error \"" + Texts.cut(parameters.get("error")) + "\"");
        }
        String code = parameters.get("code");
        if (code == null || code.isEmpty()) {
            throw new RefusedException("CODE_REFUSED", "The response does not contain a code");
        }
        return code;
    }

    @Override
    public Answer ask(Known known) {
        StoredTokens memory = StoredTokens.read(known.memory());
        if (memory == null) {
            return new Answer.Unknown("The hub did not store a token with which the provider could be asked");
        }
        try {
            return current(known, memory);
        } catch (RefusedException refused) {
            return refused.ofPerson() ? new Answer.Gone(reason(refused)) : new Answer.Unknown(reason(refused));
        } catch (EndedException ended) {
            return ended.gone() ? new Answer.Gone(reason(ended)) : new Answer.Ended(reason(ended));
        } catch (UnavailableException failure) {
            return new Answer.Unknown(reason(failure));
        } catch (RuntimeException unforeseen) {
            return new Answer.Unknown("The provider's response is not valid: " + Texts.cut(unforeseen));
        }
    }

    private Answer current(Known known, StoredTokens memory)
            throws RefusedException, EndedException, UnavailableException {
        Instant now = clock.instant();
        Registered registered = registrations.current();
        OAuth2AccessTokenResponse good =
                memory.refresh() == null ? memory.stillGood(now) : tokens.renew(registered, memory.refresh());
        if (good == null) {
            throw new EndedException(
                    "The access token has expired, and the provider did not issue a refresh token", false);
        }
        String renewed = StoredTokens.of(good).text();
        try {
            Claims claims = people.claims(registered, good, new PersonSource.Proof(null, known.subject()));
            ExternalIdentity identity = mapping.identity(claims);
            return identity.subject().equals(known.subject())
                    ? new Answer.Current(identity, renewed, TokenEndpoint.end(good, now))
                    : new Answer.Unknown("The provider's response is about a different person", renewed);
        } catch (UnavailableException failure) {
            // The old refresh token may have been used up by now, so the new one must be kept even if this query
            // failed.
            return new Answer.Unknown(reason(failure), renewed);
        } catch (RefusedException refused) {
            return refused.ofPerson() ? new Answer.Gone(reason(refused)) : new Answer.Unknown(reason(refused), renewed);
        } catch (RuntimeException unforeseen) {
            return new Answer.Unknown("The provider's answer cannot be understood: " + Texts.cut(unforeseen), renewed);
        }
    }

    @Override
    public Notice notice(String token) {
        try {
            SignedTokens reader = registrations.current().tokens();
            if (reader == null) {
                return new Notice.Refused("Providers of this kind do not sign tokens");
            }
            Jwt word = reader.logoutToken(token);
            return new Notice.Ended(
                    word.getSubject(),
                    word.getClaimAsString("sid"),
                    String.valueOf(word.getClaimAsString("jti")),
                    LogoutTokenValidator.end(word));
        } catch (RefusedException refused) {
            return new Notice.Refused(reason(refused));
        } catch (UnavailableException failure) {
            return new Notice.Unavailable(reason(failure));
        }
    }

    /**
     * OpenID Connect RP-Initiated Logout 1.0. Omits the ID token, which would appear in the URL; the provider asks the person for
     * confirmation instead.
     */
    @Override
    public Optional<URI> signOutPage(URI back) {
        try {
            URI page = client.signOut() ? registrations.current().signOutPage() : null;
            return Optional.ofNullable(page)
                    .map(address -> UriComponentsBuilder.fromUri(address)
                            .queryParam("client_id", "{client}")
                            .queryParam("post_logout_redirect_uri", "{back}")
                            .encode()
                            .build(Map.of("client", String.valueOf(client.clientId()), "back", back.toString())));
        } catch (UnavailableException failure) {
            return Optional.empty();
        }
    }

    private static String reason(@Nullable Exception failure) {
        return failure == null ? "" : String.valueOf(failure.getMessage());
    }
}
