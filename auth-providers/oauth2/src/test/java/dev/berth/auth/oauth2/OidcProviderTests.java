package dev.berth.auth.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.berth.auth.oauth2.LocalServer.Answer;
import dev.berth.spi.identity.GroupList;
import dev.berth.spi.identity.IdentitySource;
import dev.berth.spi.identity.IdentitySource.Known;
import dev.berth.spi.identity.RedirectProvider.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Signed answers about a person, and what a provider answers when it is asked again. */
class OidcProviderTests extends OidcServer {

    /** OpenID Connect Core 1.0, section 5.3.2. */
    @Test
    void aSignedUserInfoAnswerIsTakenIfItIsForThisHub() {
        userInfo(Map.of("iss", server.address(), "aud", CLIENT, "sub", "7", "groups", List.of("gpu")));
        assertThat(groups(come())).isEqualTo(new GroupList.Whole(Set.of("gpu")));
        userInfo(Map.of("iss", server.address(), "aud", "another", "sub", "7"));
        assertThat(code(come())).isEqualTo("USERINFO_INVALID");
        userInfo(Map.of("iss", "https://evil.example", "aud", CLIENT, "sub", "7"));
        assertThat(code(come())).isEqualTo("USERINFO_INVALID");
        userInfo(Map.of("sub", "7"));
        assertThat(code(come())).isEqualTo("USERINFO_INVALID");
        userInfo(Map.of("iss", server.address(), "aud", CLIENT, "sub", "8"));
        assertThat(code(come())).isEqualTo("SUBJECT_MISMATCH");
    }

    @Test
    void aUserInfoAnswerThatTheProviderDidNotSignIsRefused() throws JOSEException {
        JWSSigner theirs = signer;
        userInfo(Map.of("iss", server.address(), "aud", CLIENT, "sub", "7"));
        JWSSigner forged = new RSASSASigner(new RSAKeyGenerator(2048).generate());
        server.at("/me", asked -> {
            signer = forged;
            try {
                return jwt(sign(Map.of("iss", server.address(), "aud", CLIENT, "sub", "7")));
            } finally {
                signer = theirs;
            }
        });
        assertThat(code(come())).isEqualTo("USERINFO_INVALID");
        server.at("/me", asked -> jwt("eyJhbGciOiJub25lIn0.e30."));
        assertThat(code(come())).isEqualTo("USERINFO_INVALID");
    }

    @Test
    void askedAgainWithoutAnIdTokenWhatOnlyThatSaidIsUnknown() {
        claims.put("groups", List.of("staff"));
        document.put("userinfo_endpoint", server.address() + "/me");
        server.at("/me", asked -> Answer.ok(Map.of("sub", "7", "preferred_username", "ann")));
        OAuth2Provider provider = provider();
        Known known = new Known("7", "ann", ((Outcome.Vouched) comeTo(provider)).memory());
        idTokens = false;
        var current = (IdentitySource.Answer.Current) provider.ask(known);
        assertThat(current.identity().groups()).isInstanceOf(GroupList.Incomplete.class);
        server.at("/me", asked -> Answer.ok(Map.of("sub", "7", "preferred_username", "ann", "groups", List.of())));
        current = (IdentitySource.Answer.Current) provider.ask(known);
        assertThat(current.identity().groups()).isEqualTo(new GroupList.Whole(Set.of()));
        server.at("/me", asked -> Answer.ok(Map.of("sub", "7")));
        assertThat(provider.ask(known))
                .as("a name that cannot be read makes nobody gone")
                .isInstanceOf(IdentitySource.Answer.Unknown.class);
    }

    @Test
    void askedAgainATokenThatIsNotRightMakesNobodyGone() throws JOSEException {
        OAuth2Provider provider = provider();
        Known known = new Known("7", "ann", ((Outcome.Vouched) comeTo(provider)).memory());
        assertThat(provider.ask(known)).isInstanceOf(IdentitySource.Answer.Current.class);
        signer = new RSASSASigner(new RSAKeyGenerator(2048).generate());
        assertThat(provider.ask(known))
                .isInstanceOfSatisfying(
                        IdentitySource.Answer.Unknown.class,
                        unknown -> assertThat(unknown.memory()).isNotNull());
    }
}
