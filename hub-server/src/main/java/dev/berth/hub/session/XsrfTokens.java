package dev.berth.hub.session;

import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.Credential;
import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.keys.HubKeys;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.stereotype.Component;

/**
 * CSRF tokens: an HMAC of the session or, before sign-in, of an anonymous cookie. Nothing is stored, and a token from before a sign-in is
 * not valid after it. Names are JupyterHub's.
 */
@Component
public final class XsrfTokens implements CsrfTokenRepository {

    public static final String HEADER = "X-XSRFToken";

    private static final String NEW_VISITOR = XsrfTokens.class.getName() + ".visitor";

    private final HubKeys keys;
    private final SessionCookies cookies;

    XsrfTokens(HubKeys keys, SessionCookies cookies) {
        this.keys = keys;
        this.cookies = cookies;
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        return binding(request)
                .map(binding -> offered(request, binding).orElseGet(() -> token(binding)))
                .map(XsrfTokens::named)
                .orElse(null);
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        String visitor = CredentialHash.newValue();
        request.setAttribute(NEW_VISITOR, visitor);
        return named(token("visitor:" + CredentialHash.sha256(visitor)));
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        if (token != null && request.getAttribute(NEW_VISITOR) instanceof String visitor) {
            cookies.visit(response, visitor);
            cookies.xsrf(response, token.getToken());
        }
    }

    /** The token of a session, by the hash of the session's value. */
    public String ofSession(String hash) {
        return token("session:" + hash);
    }

    private Optional<String> binding(HttpServletRequest request) {
        Optional<String> session = CallerAuthentication.current()
                .map(caller -> caller.credential())
                .filter(credential -> credential.kind() == Credential.Kind.SESSION)
                .map(credential -> "session:" + credential.hash());
        return session.isPresent() ? session : cookies.visitor(request).map(visitor -> "visitor:" + visitor);
    }

    /** The token in the request, if it was created with an older key that has not expired. */
    private Optional<String> offered(HttpServletRequest request, String binding) {
        String header = request.getHeader(HEADER);
        String sent = header == null ? request.getParameter(SessionCookies.XSRF) : header;
        return sent == null
                ? Optional.empty()
                : keys.valid(HubKeys.XSRF).stream()
                        .map(key -> token(binding, key))
                        .filter(token -> MessageDigest.isEqual(
                                token.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8)))
                        .findFirst();
    }

    private String token(String binding) {
        return token(binding, keys.signing(HubKeys.XSRF));
    }

    private static String token(String binding, byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(binding.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static CsrfToken named(String token) {
        return new DefaultCsrfToken(HEADER, SessionCookies.XSRF, token);
    }
}
