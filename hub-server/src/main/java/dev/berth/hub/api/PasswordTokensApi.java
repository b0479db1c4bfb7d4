package dev.berth.hub.api;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Callers;
import dev.berth.hub.access.Credential;
import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.access.Public;
import dev.berth.hub.session.BrowserSessions;
import dev.berth.hub.session.IssuedSession;
import dev.berth.hub.session.Visitor;
import dev.berth.hub.signin.SignInProperties;
import dev.berth.hub.signin.password.PasswordSignIn;
import dev.berth.hub.signin.password.PasswordSignIn.Result;
import dev.berth.hub.user.UserName;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * A token for a username and password, as {@code auth} in the body of a request without any other credential (JupyterHub: {@code
 * APIHandler.authenticate}). It is a sign-in like every other, with the same limits, rules and audit events; its session ends
 * before the token is issued. Stricter than in JupyterHub: a password gives tokens of its own account only.
 */
@RestController
@Public
class PasswordTokensApi {

    private final PasswordSignIn passwords;
    private final SignInProperties properties;
    private final Callers callers;
    private final BrowserSessions sessions;
    private final TokenRequests requests;

    PasswordTokensApi(
            PasswordSignIn passwords,
            SignInProperties properties,
            Callers callers,
            BrowserSessions sessions,
            TokenRequests requests) {
        this.passwords = passwords;
        this.properties = properties;
        this.callers = callers;
        this.sessions = sessions;
        this.requests = requests;
    }

    /** What {@code auth} contains; the provider is the standard one unless it is named. */
    private record Login(String provider, String username, String password) {}

    @PostMapping(
            path = "/hub/api/users/{name}/tokens",
            headers = {"!Authorization", "!Cookie"})
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, @Nullable Object> create(
            @PathVariable String name, HttpServletRequest request, HttpServletResponse response) {
        ApiBody body = ApiBody.of(request);
        Login login = login(body.node().path("auth"));
        return switch (passwords.attempt(login.provider, login.username, login.password, Visitor.of(request))) {
            case Result.In(IssuedSession session) -> issue(body, name, session, request.getRemoteAddr());
            case Result.Code _ ->
                throw new ApiException(
                        403,
                        "This account has a second factor. Sign in with a browser and create a token on the token page");
            case Result.Wrong _ -> throw new ApiException(403, "Wrong username or password, or sign-in is not allowed");
            case Result.Down _ ->
                throw new ApiException(503, "The sign-in directory does not respond. Try again later");
            case Result.TooMany(Duration pause) -> throw later(response, pause, "Too many attempts");
            case Result.Busy(Duration pause) -> throw later(response, pause, "Too many passwords are being checked");
        };
    }

    private Login login(JsonNode auth) {
        if (!auth.isObject()) {
            throw new ApiException(403, "Missing or invalid credentials.");
        }
        JsonNode provider = auth.path("provider");
        JsonNode username = auth.path("username");
        JsonNode password = auth.path("password");
        if (!username.isString() || !password.isString() || !(provider.isMissingNode() || provider.isString())) {
            throw ApiException.invalid("auth must contain the texts username and password, and can contain provider");
        }
        return new Login(
                provider.asString(properties.defaultProvider()), username.stringValue(), password.stringValue());
    }

    private Map<String, @Nullable Object> issue(
            ApiBody body, String name, IssuedSession session, @Nullable String address) {
        Caller caller = callers.find(Credential.Kind.SESSION, CredentialHash.sha256(session.value()))
                .orElseThrow(() -> new ApiException(403, "Missing or invalid credentials."));
        // Before anything else: if the hub is killed in between, there is neither a token that nobody has nor a
        // session.
        sessions.signOut(caller, address);
        if (caller.credential().restricted()) {
            throw new ApiException(403, "Choose a new password first.");
        }
        if (!UserName.of(name).map(UserName::value).orElse("").equals(caller.name())) {
            throw TokenRequests.noTokensFor(name);
        }
        return requests.issue(body, name, caller, address);
    }

    private static ApiException later(HttpServletResponse response, Duration pause, String what) {
        long seconds = Math.max(1, pause.toSeconds());
        response.setHeader("Retry-After", Long.toString(seconds));
        return new ApiException(429, what + ". Try again in " + seconds + " s");
    }
}
