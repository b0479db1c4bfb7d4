package dev.berth.hub.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Callers;
import dev.berth.hub.access.Credential;
import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.access.CredentialsWithdrawn;
import dev.berth.hub.access.Public;
import dev.berth.hub.access.SignedIn;
import dev.berth.hub.access.TokenWish;
import dev.berth.hub.access.Tokens;
import dev.berth.hub.access.WithdrawnCredential;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.keys.ProxySecret;
import dev.berth.hub.session.BrowserSessions;
import dev.berth.hub.session.Visitor;
import dev.berth.hub.signin.password.Invitations;
import dev.berth.hub.signin.password.LocalAccounts;
import dev.berth.hub.user.AccountOutcome;
import dev.berth.hub.user.NewUser;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import dev.berth.spi.identity.ExternalIdentity;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "berth.base-url=/@/space%20word/",
            "berth.signin.throttle.per-address=100000",
            "berth.signin.providers.school.allowed-groups=staff",
            "berth.signin.providers.school.create-users=true",
            "berth.signin.providers.open.allow-all=true",
        })
@Import({SignInTests.Withdrawn.class, SignInTests.Handlers.class})
class SignInTests {

    private static final String PASSWORD = "correct horse battery";
    private static final String LANDING = "/@/space%20word/hub/";
    private static final AtomicInteger COUNT = new AtomicInteger();

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        TestDatabase.fresh().register(registry);
    }

    /** Replaces the routing package's implementation, to record the calls. Not a component: the hubs of other tests must not use it. */
    @org.springframework.context.annotation.Primary
    static class Withdrawn implements CredentialsWithdrawn {
        final List<String> hashes = new CopyOnWriteArrayList<>();
        final List<Boolean> awaitedInTransaction = new CopyOnWriteArrayList<>();

        @Override
        public void withdrawn(List<WithdrawnCredential> credentials) {
            assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                    .isTrue();
            credentials.forEach(credential -> hashes.add(credential.hash()));
        }

        @Override
        public void awaitAcknowledged() {
            awaitedInTransaction.add(TransactionSynchronizationManager.isActualTransactionActive());
        }
    }

    /** Handlers like those of other packages. */
    @RestController
    static class Handlers {
        @GetMapping("/hub/whoami")
        @SignedIn
        String home(Caller caller) {
            return "home of " + caller.name();
        }

        @GetMapping("/hub/api/test")
        @SignedIn
        Map<String, String> api(Caller caller) {
            return Map.of("name", caller.name());
        }

        @PostMapping("/hub/api/test")
        @SignedIn
        Map<String, String> post(Caller caller) {
            return Map.of("name", caller.name());
        }

        @GetMapping("/hub/api/forgotten")
        String forgotten() {
            return "nobody may see this";
        }

        @GetMapping("/hub/address")
        @Public
        String address(jakarta.servlet.http.HttpServletRequest request) {
            return request.getScheme() + " " + request.getRemoteAddr() + " " + request.getHeader("X-Berth-Hop");
        }
    }

    @LocalServerPort
    private int port;

    @Autowired
    private ProxySecret secret;

    @Autowired
    private UserAccounts users;

    @Autowired
    private UserDirectory directory;

    @Autowired
    private LocalAccounts accounts;

    @Autowired
    private Invitations invitations;

    @Autowired
    private SignIn signIn;

    @Autowired
    private Callers callers;

    @Autowired
    private Tokens tokens;

    @Autowired
    private AuditLog audit;

    @Autowired
    private Withdrawn withdrawn;

    @Autowired
    private BrowserSessions sessions;

    @Autowired
    private TransactionTemplate transactions;

    private HubBrowser browser;
    private User ann;

    @BeforeEach
    void makeUser() {
        browser = new HubBrowser(port, secret.value());
        ann = user("ann-" + COUNT.incrementAndGet(), false);
    }

    private User user(String name, boolean oneTime) {
        AccountOutcome.Done done =
                (AccountOutcome.Done) users.create(NewUser.named(new UserName(name)), Actor.policy("test"));
        String hash = accounts.hash(PASSWORD);
        transactions.executeWithoutResult(t -> accounts.set(done.user(), hash, oneTime, Actor.policy("test")));
        return done.user();
    }

    private String name() {
        return ann.name().value();
    }

    private Caller caller(HubBrowser who) {
        String hash = CredentialHash.sha256(who.cookies.get("jupyterhub-hub-login"));
        return callers.find(Credential.Kind.SESSION, hash).orElseThrow();
    }

    private static String location(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(302);
        return response.headers().firstValue("Location").orElseThrow();
    }

    @Test
    void rightPasswordOpensASessionAndLeadsHome() {
        HttpResponse<String> response = browser.signIn(" " + name().toUpperCase(java.util.Locale.ROOT), PASSWORD);
        assertThat(location(response)).isEqualTo(LANDING);
        assertThat(response.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("jupyterhub-hub-login=")
                        .contains("Path=/@/space%20word/", "HttpOnly", "SameSite=Lax")
                        .doesNotContain("Secure"))
                .anySatisfy(cookie -> assertThat(cookie).startsWith("_xsrf=").contains("Path=/@/space%20word/hub/"));
        assertThat(browser.get("/hub/whoami").body()).isEqualTo("home of " + name());
        assertThat(browser.cookies.get("jupyterhub-session-id"))
                .isNotEqualTo(browser.cookies.get("jupyterhub-hub-login"));
        assertThat(audit.latest(1).getFirst().event().action()).isEqualTo(AuditAction.SIGNED_IN);
    }

    @Test
    void wrongPasswordUnknownNameAndDisabledAccountLookTheSame() {
        User closed = user("closed-" + COUNT.incrementAndGet(), false);
        users.disable(closed.id(), Actor.policy("test"));
        String wrong = outcome(browser.signIn(name(), "wrong password"));
        assertThat(outcome(browser.signIn("no-such-" + COUNT.incrementAndGet(), PASSWORD)))
                .isEqualTo(wrong);
        assertThat(outcome(browser.signIn(closed.name().value(), PASSWORD))).isEqualTo(wrong);
        assertThat(outcome(browser.signIn("../../etc", PASSWORD))).isEqualTo(wrong);
        assertThat(browser.cookies).doesNotContainKey("jupyterhub-hub-login");
    }

    private static String outcome(HttpResponse<String> response) {
        return response.statusCode() + response.body().replaceAll("value=\"[^\"]*\"", "");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void megabytesOfNameAndPasswordAreRefusedWithoutBeingHashedOrLogged(CapturedOutput log) {
        String huge = "x".repeat(1_000_000);
        assertThat(browser.signIn(huge, PASSWORD).statusCode()).isEqualTo(403);
        assertThat(browser.signIn(name(), huge).statusCode()).isEqualTo(403);
        assertThat(audit.latest(2))
                .allSatisfy(kept -> assertThat(kept.event().actor().name()).hasSizeLessThanOrEqualTo(255));
        assertThat(log.getAll())
                .contains("(not a valid name: 1000000 characters)")
                .doesNotContain("x".repeat(256));
    }

    @Test
    void tooManyAttemptsOnOneAccountAreAnsweredLater() {
        for (int i = 0; i < 10; i++) {
            assertThat(browser.signIn(name(), "wrong password").statusCode()).isEqualTo(403);
        }
        HttpResponse<String> response = browser.signIn(name(), PASSWORD);
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(Long.parseLong(response.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1L, 301L);
    }

    @Test
    void everySignInMakesANewCredentialAndATokenFromBeforeIsNoGood() {
        String before = browser.xsrfOn("/hub/login");
        browser.cookies.put("jupyterhub-hub-login", "planted");
        browser.signIn(name(), PASSWORD);
        String first = browser.cookies.get("jupyterhub-hub-login");
        assertThat(first).isNotEqualTo("planted");
        assertThat(browser.post("/hub/logout", Map.of("_xsrf", before)).statusCode())
                .isEqualTo(403);
        assertThat(browser.get("/hub/home").statusCode()).isEqualTo(200);
        HubBrowser again = new HubBrowser(port, secret.value());
        again.signIn(name(), PASSWORD);
        assertThat(again.cookies.get("jupyterhub-hub-login")).isNotEqualTo(first);
    }

    /** Every mode and site of Fetch Metadata (W3C), and a browser that does not send them. */
    static Stream<Arguments> fetches() {
        Stream<Arguments> all = Stream.of("navigate", "cors", "no-cors", "same-origin", "websocket")
                .flatMap(mode -> Stream.of("same-origin", "same-site", "cross-site", "none")
                        .map(site -> Arguments.of(mode, site)));
        return Stream.concat(all, Stream.of(Arguments.of(null, null)));
    }

    @ParameterizedTest
    @MethodSource("fetches")
    void unsafeRequestWithoutATokenIsRefusedWhateverTheBrowserSaysAboutIt(String mode, String site) {
        browser.signIn(name(), PASSWORD);
        if (mode != null) {
            browser.headers.put("Sec-Fetch-Mode", mode);
            browser.headers.put("Sec-Fetch-Site", site);
        }
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            for (String path : List.of(
                    "/hub/logout", "/hub/password", "/hub/login", "/hub/spawn", "/hub/token", "/hub/api/test")) {
                assertThat(browser.send(method, path, "application/json", "{}").statusCode())
                        .as(method + " " + path)
                        .isEqualTo(403);
            }
        }
        assertThat(browser.get("/hub/home").statusCode()).isEqualTo(200);
    }

    @Test
    void aRefusalLooksLikeOne() {
        assertThat(browser.signIn(name(), "not the password").body())
                .containsPattern("<p class=\"notice error\" role=\"alert\">.*<span>Invalid username or password");
    }

    @Test
    void aStaleFormIsToldFromAForbiddenOne() {
        browser.headers.put("Accept", "text/html");
        browser.signIn(name(), PASSWORD);
        for (Map<String, String> form : List.of(Map.<String, String>of(), Map.of("_xsrf", "old"))) {
            HttpResponse<String> answer = browser.post("/hub/logout", form);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body())
                    .contains("has expired")
                    .contains("cookies")
                    .contains("reload")
                    .contains("</html>");
        }
        HttpResponse<String> api = browser.send("POST", "/hub/api/test", "application/json", "{}");
        assertThat(api.body())
                .contains("\"status\":403", "'_xsrf' argument missing from POST", "Reload it", "API token");
        assertThat(browser.get("/nothing/of/ours").statusCode()).isEqualTo(404);
    }

    @Test
    void cookieRequestsToTheApiNeedTheTokenForReadingToo() {
        browser.signIn(name(), PASSWORD);
        assertThat(browser.get("/hub/api/test").body()).contains("403", "'_xsrf' argument missing from GET");
        assertThat(browser.get("/hub/api/test?_xsrf=old").body()).contains("XSRF cookie does not match");
        String token = browser.cookies.get("_xsrf");
        assertThat(browser.get("/hub/api/test?_xsrf=" + token).body()).contains(name());
        browser.headers.put("X-XSRFToken", token);
        assertThat(browser.send("POST", "/hub/api/test", "application/json; charset=UTF-8", "{}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(browser.send("POST", "/hub/api/test", "text/plain", "{}").statusCode())
                .isEqualTo(403);
    }

    @Test
    void programsComeWithATokenAloneAndABadOneIsNotMadeUpForByACookie() {
        String value = tokens.issue(TokenWish.of(ann.id(), "", null, null), Actor.policy("test"))
                .value();
        HubBrowser program = new HubBrowser(port, null);
        program.headers.put("Authorization", "token " + value);
        assertThat(program.get("/hub/api/test").body()).contains(name());
        program.headers.put("Authorization", "Bearer " + value);
        assertThat(program.send("POST", "/hub/api/test", null, null).statusCode())
                .isEqualTo(200);
        browser.signIn(name(), PASSWORD);
        for (String header :
                List.of("token", "token ", "token wrong", "Bearer", "token a b", "token " + "x".repeat(5_000))) {
            browser.headers.put("Authorization", header);
            HttpResponse<String> response = browser.get("/hub/api/test?_xsrf=" + browser.cookies.get("_xsrf"));
            assertThat(response.statusCode()).as(header).isEqualTo(403);
            assertThat(response.body()).contains("Missing or invalid credentials.");
        }
        for (String header : List.of("", "Basic eDp5", "Negotiate abc")) {
            browser.headers.put("Authorization", header);
            assertThat(browser.get("/hub/api/test?_xsrf=" + browser.cookies.get("_xsrf"))
                            .body())
                    .as("for a proxy in front, not for the hub: %s", header)
                    .contains(name());
            assertThat(browser.get("/hub/api/test").statusCode())
                    .as("and the cookie is still one: %s", header)
                    .isEqualTo(403);
        }
        browser.cookies.clear();
        browser.headers.put("Authorization", "token " + value);
        assertThat(location(browser.get("/hub/home"))).startsWith("/@/space%20word/hub/login?next=");
    }

    @Test
    void withoutTheHopThereAreNoPagesNoCookiesAndNoForwardedAddresses() {
        browser.signIn(name(), PASSWORD);
        HubBrowser direct = new HubBrowser(port, null);
        direct.cookies.putAll(browser.cookies);
        for (String path : List.of(
                "/hub/login",
                "/hub/home",
                "/hub/static/css/tokens.css",
                "/",
                "/actuator",
                "/hub/api/oauth2/authorize")) {
            assertThat(direct.get(path).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(direct.get("/hub/api/test?_xsrf=" + direct.cookies.get("_xsrf"))
                        .body())
                .contains("Missing or invalid credentials.");
        direct.headers.put("X-Berth-Hop", "wrong");
        assertThat(direct.get("/hub/login").statusCode()).isEqualTo(403);
        browser.headers.put("X-Forwarded-For", "203.0.113.9, 192.0.2.7");
        browser.headers.put("X-Forwarded-Proto", "https");
        assertThat(browser.get("/hub/address").body()).isEqualTo("https 192.0.2.7 null");
    }

    @Test
    void internalPathsAreForProxiesOnly() {
        HubBrowser proxy = new HubBrowser(port, null);
        assertThat(proxy.send("POST", "/internal/proxy/none", "application/json", "{}")
                        .statusCode())
                .isEqualTo(403);
        proxy.headers.put("Authorization", "token " + secret.value());
        assertThat(proxy.send("POST", "/internal/proxy/none", "application/json", "{}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(proxy.get("/hub/api/test").statusCode()).isEqualTo(403);
    }

    @Test
    void handlerThatSaysNotWhoMayCallItAnswersNobody() {
        String value = tokens.issue(TokenWish.of(ann.id(), "", null, null), Actor.policy("test"))
                .value();
        HubBrowser program = new HubBrowser(port, null);
        program.headers.put("Authorization", "token " + value);
        assertThat(program.get("/hub/api/forgotten").statusCode()).isEqualTo(403);
    }

    @Test
    void signingOutEndsTheSessionItsChildrenAndItsTokensBeforeTheAnswer() {
        browser.signIn(name(), PASSWORD);
        Caller caller = caller(browser);
        String child = sessions.openChild(caller.credential().hash(), "ann")
                .orElseThrow()
                .value();
        String oauth = tokens.issue(
                        new TokenWish(
                                ann.id(),
                                "",
                                null,
                                null,
                                null,
                                caller.credential().sessionId(),
                                "client"),
                        Actor.policy("test"))
                .value();
        HubBrowser copied = new HubBrowser(port, secret.value());
        copied.cookies.putAll(browser.cookies);
        withdrawn.hashes.clear();
        withdrawn.awaitedInTransaction.clear();
        assertThat(location(browser.fill("/hub/logout", Map.of()))).isEqualTo("/@/space%20word/hub/login");
        assertThat(withdrawn.hashes)
                .containsExactlyInAnyOrder(
                        caller.credential().hash(), CredentialHash.sha256(child), CredentialHash.sha256(oauth));
        assertThat(withdrawn.awaitedInTransaction).containsExactly(false);
        assertThat(location(copied.get("/hub/home"))).contains("/hub/login");
        assertThat(sessions.find(CredentialHash.sha256(child))).isEmpty();
        assertThat(browser.cookies).doesNotContainKey("jupyterhub-hub-login");
    }

    @Test
    void closingAnAccountEndsItsSessionsAndTokens() {
        browser.signIn(name(), PASSWORD);
        String session = caller(browser).credential().hash();
        String token = CredentialHash.sha256(tokens.issue(TokenWish.of(ann.id(), "", null, null), Actor.policy("test"))
                .value());
        withdrawn.hashes.clear();
        withdrawn.awaitedInTransaction.clear();
        users.disable(ann.id(), Actor.policy("test"));
        assertThat(withdrawn.hashes).containsExactlyInAnyOrder(session, token);
        assertThat(withdrawn.awaitedInTransaction).contains(false).doesNotContain(true);
        assertThat(location(browser.get("/hub/home"))).contains("/hub/login");
    }

    @Test
    void oneTimePasswordLeadsNowhereButToANewOne() {
        User once = user("once-" + COUNT.incrementAndGet(), true);
        browser.signIn(once.name().value(), PASSWORD);
        assertThat(caller(browser).scopes().texts()).isEmpty();
        assertThat(location(browser.get("/hub/home")))
                .isEqualTo("/@/space%20word/hub/password?next=%2F%40%2Fspace%2520word%2Fhub%2Fhome");
        assertThat(browser.get("/hub/api/test?_xsrf=" + browser.cookies.get("_xsrf"))
                        .body())
                .contains("new password");
        for (Map<String, String> bad : List.of(
                Map.of("current", "wrong", "password", "new secret 123", "repeated", "new secret 123"),
                Map.of("current", PASSWORD, "password", "short", "repeated", "short"),
                Map.of("current", PASSWORD, "password", PASSWORD, "repeated", PASSWORD),
                Map.of("current", PASSWORD, "password", "new secret 123", "repeated", "new secret 124"),
                Map.of(
                        "current",
                        PASSWORD,
                        "password",
                        once.name().value() + "12",
                        "repeated",
                        once.name().value() + "12"),
                Map.of("current", PASSWORD, "password", "ü".repeat(600), "repeated", "ü".repeat(600)))) {
            assertThat(browser.fill("/hub/password", bad).statusCode())
                    .as(bad.toString())
                    .isEqualTo(400);
        }
        String before = browser.cookies.get("jupyterhub-hub-login");
        assertThat(location(browser.fill(
                        "/hub/password",
                        Map.of("current", PASSWORD, "password", "new secret 123", "repeated", "new secret 123"))))
                .isEqualTo(LANDING);
        assertThat(browser.cookies.get("jupyterhub-hub-login")).isNotEqualTo(before);
        assertThat(browser.get("/hub/home").statusCode()).isEqualTo(200);
        assertThat(callers.find(Credential.Kind.SESSION, CredentialHash.sha256(before)))
                .isEmpty();
    }

    @Test
    void invitationIsGoodOnceAlsoWhenManyComeAtOnce() throws Exception {
        String invited = "guest-" + COUNT.incrementAndGet();
        String link = invitations.invite(new UserName(invited), admin(), null);
        assertThat(link).startsWith("/@/space%20word/hub/invite#");
        String code = link.substring(link.indexOf('#') + 1);
        List<java.util.concurrent.Callable<Integer>> guests = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            guests.add(() -> new HubBrowser(port, secret.value())
                    .fill("/hub/invite", Map.of("code", code, "password", PASSWORD, "repeated", PASSWORD))
                    .statusCode());
        }
        List<Integer> answers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var answer : threads.invokeAll(guests)) {
                answers.add(answer.get());
            }
        }
        assertThat(answers).containsOnlyOnce(302).containsOnly(302, 400);
        assertThat(location(browser.signIn(invited, PASSWORD))).isEqualTo(LANDING);
        assertThatIllegalArgumentException().isThrownBy(() -> invitations.invite(ann.name(), caller(browser), null));
    }

    private Caller admin() {
        String adminName = "admin-" + COUNT.incrementAndGet();
        User admin = user(adminName, false);
        users.setAdmin(admin.id(), true, Actor.policy("test"));
        HubBrowser other = new HubBrowser(port, secret.value());
        other.signIn(adminName, PASSWORD);
        return caller(other);
    }

    @Test
    void firstAdministratorExistsAndNoSecondOneIsMade() {
        assertThat(directory.byName("admin"))
                .hasValueSatisfying(admin -> assertThat(admin.admin()).isTrue());
    }

    @Test
    void otherProvidersPeopleComeInByRuleOnly() {
        int n = COUNT.incrementAndGet();
        Visitor visitor = new Visitor("192.0.2.1", "test");
        ExternalIdentity staff = new ExternalIdentity(
                "school", "sub-" + n, "Prof-" + n, "x@example.org", true, Set.of("staff"), 70_000L + n, null, false);
        ExternalIdentity student =
                new ExternalIdentity("school", "sub-x" + n, "student-" + n, null, false, Set.of(), null, null, false);
        assertThat(signIn.admit(staff, visitor)).isInstanceOfSatisfying(SignInOutcome.Admitted.class, in -> {
            assertThat(in.user().name().value()).isEqualTo("prof-" + n);
            assertThat(in.user().uid()).isEqualTo(70_000L + n);
        });
        assertThat(signIn.admit(staff, visitor)).isInstanceOf(SignInOutcome.Admitted.class);
        assertThat(signIn.admit(student, visitor)).isEqualTo(new SignInOutcome.Refused("NOT_ALLOWED"));
        assertThat(signIn.admit(ExternalIdentity.of("unknown", "s", "someone"), visitor))
                .isEqualTo(new SignInOutcome.Refused("NOT_ALLOWED"));
        assertThat(signIn.admit(ExternalIdentity.of("open", "s" + n, "newcomer"), visitor))
                .isEqualTo(new SignInOutcome.Refused("NO_ACCOUNT"));
        assertThat(signIn.admit(ExternalIdentity.of("open", "s" + n, name()), visitor))
                .isEqualTo(new SignInOutcome.Refused("NAME_TAKEN"));
        ExternalIdentity rootUid = new ExternalIdentity(
                "school", "root-" + n, "rooty-" + n, null, false, Set.of("staff"), 0L, null, false);
        assertThat(signIn.admit(rootUid, visitor)).isEqualTo(new SignInOutcome.Refused("UID_PROHIBITED"));
        assertThat(directory.byName("rooty-" + n)).isEmpty();
    }

    @Test
    void pagesCarryTheirSecurityHeadersAndNoInlineScript() {
        HttpResponse<String> page = browser.get("/hub/login");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(page.body())
                .contains("href=\"/@/space%20word/hub/static/css/tokens.css\"")
                .doesNotContain("<script>", "style=");
        HttpResponse<String> api = browser.get("/hub/api/test");
        assertThat(api.headers().firstValue("Content-Security-Policy"))
                .contains(
                        "frame-ancestors 'none'; report-uri /@/space%20word/hub/security/csp-report; default-src 'none'");
        assertThat(browser.get("/hub/static/css/tokens.css").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/env", "/actuator/health", "/elsewhere", "/users/ann/"})
    void nothingElseIsServed(String path) {
        assertThat(browser.get(path).statusCode()).isIn(403, 404);
    }
}
