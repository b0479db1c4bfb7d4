package dev.berth.hub.signin.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.keys.HubKeys;
import dev.berth.hub.keys.KeyRotation;
import dev.berth.hub.keys.ProxySecret;
import dev.berth.hub.keys.SealedSecrets;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.hub.signin.TestSessions;
import dev.berth.hub.signin.password.Invitations;
import dev.berth.hub.signin.password.LocalAccounts;
import dev.berth.hub.signin.password.PasswordReset;
import dev.berth.hub.user.AccountOutcome;
import dev.berth.hub.user.NewUser;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserName;
import dev.berth.spi.identity.InMemoryDirectory;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** One-time codes from the form to the session, with a clock that the test advances. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "berth.signin.throttle.per-address=100000",
            "berth.signin.throttle.per-account=1000",
            "berth.signin.second-factor-roles=admin",
            "berth.signin.providers.strict.allow-all=true",
            "berth.signin.providers.strict.create-users=true",
            "berth.signin.providers.strict.second-factor=required",
            "berth.signin.providers.loose.allow-all=true",
            "berth.signin.providers.loose.create-users=true",
            "berth.signin.providers.loose.second-factor=off",
        })
@Import(SecondFactorTests.Parts.class)
class SecondFactorTests {

    private static final String PASSWORD = "correct horse battery";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final AtomicReference<Instant> NOW = new AtomicReference<>(Instant.now());
    private static final Pattern SECRET = Pattern.compile("class=\"secret\">([A-Z2-7 ]+)<");
    private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"");

    static class Parts {
        @Bean
        InMemoryDirectory strict() {
            return new InMemoryDirectory("strict");
        }

        @Bean
        InMemoryDirectory loose() {
            return new InMemoryDirectory("loose");
        }

        @Bean
        @Primary
        InstantSource movableClock() {
            return NOW::get;
        }
    }

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        used = TestDatabase.fresh();
        used.register(registry);
    }

    @LocalServerPort
    private int port;

    @Autowired
    private ProxySecret secret;

    @Autowired
    private InMemoryDirectory strict;

    @Autowired
    private InMemoryDirectory loose;

    @Autowired
    private UserAccounts users;

    @Autowired
    private LocalAccounts accounts;

    @Autowired
    private SecondFactors factors;

    @Autowired
    private Invitations invitations;

    @Autowired
    private PasswordReset reset;

    @Autowired
    private AuditLog audit;

    private HubBrowser browser;

    @BeforeEach
    void browser() {
        browser = new HubBrowser(port, secret.value());
        tick();
    }

    private static void tick() {
        NOW.updateAndGet(now -> now.plus(Duration.ofSeconds(90)));
    }

    private User local() {
        UserName name = new UserName("user-" + COUNT.incrementAndGet());
        User user = ((AccountOutcome.Done) users.create(NewUser.named(name), Actor.policy("test"))).user();
        accounts.set(user, accounts.hash(PASSWORD), false, Actor.policy("test"));
        return user;
    }

    /** Sets up a factor on the person's own page. */
    private byte[] enrolled(User user) {
        HubBrowser own = new HubBrowser(port, secret.value());
        own.signIn(user.name().value(), PASSWORD);
        HttpResponse<String> page = own.get("/hub/second-factor");
        byte[] shared = shared(page);
        HttpResponse<String> answer = own.post(
                "/hub/second-factor",
                Map.of("_xsrf", own.xsrfOn("/hub/second-factor"), "ticket", ticket(page), "code", code(shared)));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(factors.has(user.id())).isTrue();
        tick();
        return shared;
    }

    private static byte[] shared(HttpResponse<String> page) {
        return Base32.decode(found(SECRET, page).replace(" ", ""));
    }

    private static String ticket(HttpResponse<String> page) {
        return found(TICKET, page);
    }

    private static String found(Pattern pattern, HttpResponse<String> page) {
        Matcher matcher = pattern.matcher(page.body());
        assertThat(matcher.find()).as(page.body()).isTrue();
        return matcher.group(1);
    }

    private static String code(byte[] shared) {
        return OneTimeCodes.code(shared, NOW.get());
    }

    private HttpResponse<String> answer(String code) {
        return browser.fill("/hub/login/code", Map.of("code", code, "next", ""));
    }

    private boolean in() {
        return browser.get("/hub/home").statusCode() == 200;
    }

    @Test
    void passwordAloneLeadsToTheCodeAndToNoSession() {
        User user = local();
        byte[] shared = enrolled(user);
        HttpResponse<String> first = browser.signIn(user.name().value(), PASSWORD);
        assertThat(first.statusCode()).isEqualTo(302);
        assertThat(first.headers().firstValue("Location").orElseThrow()).contains("/hub/login/code");
        assertThat(browser.cookies).doesNotContainKey("jupyterhub-hub-login");
        assertThat(in()).isFalse();
        assertThat(browser.get("/hub/login/code").body()).doesNotContain("class=\"secret\"");
        assertThat(answer("000000").statusCode()).isEqualTo(403);
        assertThat(in()).isFalse();
        assertThat(answer(code(shared)).statusCode()).isEqualTo(302);
        assertThat(in()).isTrue();
    }

    @Test
    void codeIsGoodOnce() {
        User user = local();
        byte[] shared = enrolled(user);
        browser.signIn(user.name().value(), PASSWORD);
        String code = code(shared);
        answer(code);
        HubBrowser thief = new HubBrowser(port, secret.value());
        thief.signIn(user.name().value(), PASSWORD);
        assertThat(thief.fill("/hub/login/code", Map.of("code", code)).statusCode())
                .isEqualTo(403);
    }

    @Test
    void identityThatLeadsToNobodyAnyMoreOpensNothing() {
        User user = local();
        byte[] shared = enrolled(user);
        browser.signIn(user.name().value(), PASSWORD);
        used.jdbc()
                .sql("DELETE FROM identities WHERE user_id = :user")
                .param("user", user.id())
                .update();
        tick();
        answer(code(shared));
        assertThat(in()).isFalse();
    }

    @Test
    void guessesAreFewAndTheFifthEndsTheAttempt() {
        User user = local();
        byte[] shared = enrolled(user);
        browser.signIn(user.name().value(), PASSWORD);
        for (int i = 0; i < 4; i++) {
            assertThat(answer("12345" + i).statusCode()).isEqualTo(403);
        }
        String xsrf = browser.xsrfOn("/hub/login/code");
        browser.post("/hub/login/code", Map.of("_xsrf", xsrf, "code", "999999"));
        HttpResponse<String> late = browser.post("/hub/login/code", Map.of("_xsrf", xsrf, "code", code(shared)));
        assertThat(late.headers().firstValue("Location").orElse("")).endsWith("/hub/login");
        assertThat(in()).isFalse();
        assertThat(audit.latest(20))
                .anyMatch(event -> event.event().action() == AuditAction.SIGN_IN_REFUSED
                        && "BAD_CODE".equals(event.event().detail().get("reason")));
    }

    @Test
    void whoeverHasNotGivenAPasswordHasNothingToGiveACodeTo() {
        assertThat(browser.get("/hub/login/code").statusCode()).isEqualTo(302);
        String xsrf = browser.xsrfOn("/hub/login");
        HttpResponse<String> answer = browser.post("/hub/login/code", Map.of("_xsrf", xsrf, "code", "123456"));
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/hub/login");
    }

    @Test
    void directoryWhosePolicyAsksLetsNobodyInWithoutSettingOneUp() {
        String name = "strict-" + COUNT.incrementAndGet();
        strict.with(name, PASSWORD);
        Map<String, String> form = Map.of("provider", "strict", "username", name, "password", PASSWORD);
        browser.fill("/hub/login", form);
        assertThat(in()).isFalse();
        HttpResponse<String> page = browser.get("/hub/login/code");
        byte[] shared = shared(page);
        assertThat(page.body()).contains("<svg class=\"qr\"").doesNotContain("otpauth");
        Map<String, String> right =
                Map.of("_xsrf", browser.xsrfOn("/hub/login/code"), "ticket", ticket(page), "code", code(shared));
        assertThat(browser.post(
                                "/hub/login/code",
                                Map.of("_xsrf", right.get("_xsrf"), "ticket", "made-up", "code", "1"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.post("/hub/login/code", right).statusCode()).isEqualTo(302);
        assertThat(in()).isTrue();
        tick();
        HubBrowser again = new HubBrowser(port, secret.value());
        again.fill("/hub/login", form);
        assertThat(again.get("/hub/login/code").body()).doesNotContain("class=\"secret\"");
    }

    @Test
    void directoryThatSwitchesItOffAsksForNone() {
        String name = "loose-" + COUNT.incrementAndGet();
        loose.with(name, PASSWORD);
        browser.fill("/hub/login", Map.of("provider", "loose", "username", name, "password", PASSWORD));
        assertThat(in()).isTrue();
    }

    @Test
    void roleAsksForOneWhateverTheProvider() {
        User admin = local();
        users.setAdmin(admin.id(), true, Actor.policy("test"));
        browser.signIn(admin.name().value(), PASSWORD);
        assertThat(in()).isFalse();
        assertThat(browser.get("/hub/login/code").body()).contains("class=\"secret\"");
    }

    @Test
    void ticketOfAnotherUserIsNone() {
        User one = local();
        User other = local();
        HubBrowser own = new HubBrowser(port, secret.value());
        own.signIn(one.name().value(), PASSWORD);
        HttpResponse<String> page = own.get("/hub/second-factor");
        assertThat(factors.accept(other, ticket(page), code(shared(page)), Actor.policy("test")))
                .isFalse();
    }

    @Test
    void ownerTurnsItOffWithACodeOnlyAndAnAdministratorWithout() {
        User user = local();
        byte[] shared = enrolled(user);
        browser.signIn(user.name().value(), PASSWORD);
        answer(code(shared));
        tick();
        String path = "/hub/second-factor/remove";
        String xsrf = browser.xsrfOn("/hub/second-factor");
        assertThat(browser.post(path, Map.of("_xsrf", xsrf, "code", "000000")).statusCode())
                .isEqualTo(400);
        assertThat(browser.post(path, Map.of("_xsrf", xsrf, "code", code(shared)))
                        .statusCode())
                .isEqualTo(302);
        assertThat(factors.has(user.id())).isFalse();
        tick();
        enrolled(user);
        assertThat(factors.remove(user, Actor.policy("test"))).isTrue();
        assertThat(factors.remove(user, Actor.policy("test"))).isFalse();
    }

    /** A link that sets a password must not bypass the second factor; the operator's own reset is intended to do so. */
    @Test
    void passwordLinkAsksForTheCodeAndTheOperatorsResetTakesItAway() {
        User user = local();
        enrolled(user);
        User admin = local();
        users.setAdmin(admin.id(), true, Actor.policy("test"));
        HubBrowser signedIn = TestSessions.signedIn(context, port, admin);
        assertThat(signedIn.get("/hub/home").statusCode()).isEqualTo(200);
        String link = invitations.invite(user.name(), caller(admin), null);
        browser.get("/hub/invite");
        HttpResponse<String> answer = browser.fill(
                "/hub/invite",
                Map.of(
                        "code",
                        link.substring(link.indexOf('#') + 1),
                        "password",
                        "new " + PASSWORD,
                        "repeated",
                        "new " + PASSWORD));
        assertThat(answer.headers().firstValue("Location").orElseThrow()).contains("/hub/login/code");
        assertThat(in()).isFalse();
        assertThat(reset.reset(user.name().value(), "operator")).isInstanceOf(PasswordReset.ResetResult.Done.class);
        assertThat(factors.has(user.id())).isFalse();
    }

    @Autowired
    private org.springframework.context.ConfigurableApplicationContext context;

    @Autowired
    private dev.berth.hub.access.Callers callers;

    private dev.berth.hub.access.Caller caller(User user) {
        HubBrowser own = TestSessions.signedIn(context, port, user);
        String value = own.cookies.get("jupyterhub-hub-login");
        return callers.find(
                        dev.berth.hub.access.Credential.Kind.SESSION, dev.berth.hub.access.CredentialHash.sha256(value))
                .orElseThrow();
    }

    @Autowired
    private HubKeys keys;

    @Autowired
    private SealedSecrets seals;

    @Test
    void factorOutlivesTheKeyThatSealedIt() throws Exception {
        User user = local();
        byte[] shared = enrolled(user);
        byte[] before = stored(user);
        context.getBean(KeyRotation.class).rotate(Duration.ofDays(1), "test");
        asOwner("UPDATE keys SET signs_from = now() - interval '1 second'");
        keys.forget();
        assertThat(seals.open(user.id(), before)).isPresent();
        assertThat(factors.use(user, code(shared))).isTrue();
    }

    private static TestDatabase used;

    private void asOwner(String sql) {
        used.asOwner(sql);
    }

    private byte[] stored(User user) {
        return used.jdbc()
                .sql("SELECT secret FROM second_factors WHERE user_id = :user")
                .param("user", user.id())
                .query((row, number) -> row.getBytes(1))
                .single();
    }

    /** The database contains the secret only in encrypted form. */
    @Test
    void secretIsSealed() {
        User user = local();
        byte[] shared = enrolled(user);
        byte[] stored = org.springframework.jdbc.core.simple.JdbcClient.create(
                        context.getBean(javax.sql.DataSource.class))
                .sql("SELECT secret FROM second_factors WHERE user_id = :user")
                .param("user", user.id())
                .query((row, number) -> row.getBytes(1))
                .single();
        assertThat(stored).hasSizeGreaterThan(shared.length + 16);
        assertThat(new String(stored, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(shared, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(java.util.Base64.getEncoder().encodeToString(shared));
    }
}
