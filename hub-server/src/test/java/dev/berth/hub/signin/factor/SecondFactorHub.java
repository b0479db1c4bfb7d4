package dev.berth.hub.signin.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.keys.ProxySecret;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.hub.signin.password.LocalAccounts;
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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A hub that asks for one-time codes, with a clock that the test advances. One for all classes that extend this. */
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
@Import(SecondFactorHub.Parts.class)
abstract class SecondFactorHub {

    static final String PASSWORD = "correct horse battery";
    static final AtomicInteger COUNT = new AtomicInteger();
    static final AtomicReference<Instant> NOW = new AtomicReference<>(Instant.now());
    static final Pattern SECRET = Pattern.compile("class=\"secret\">([A-Z2-7 ]+)<");
    static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"");

    static TestDatabase used;

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
    int port;

    @Autowired
    ProxySecret secret;

    @Autowired
    UserAccounts users;

    @Autowired
    LocalAccounts accounts;

    @Autowired
    SecondFactors factors;

    @Autowired
    org.springframework.context.ConfigurableApplicationContext context;

    HubBrowser browser;

    @BeforeEach
    void browser() {
        browser = new HubBrowser(port, secret.value());
        tick();
    }

    static void tick() {
        NOW.updateAndGet(now -> now.plus(Duration.ofSeconds(90)));
    }

    User local() {
        UserName name = new UserName("user-" + COUNT.incrementAndGet());
        User user = ((AccountOutcome.Done) users.create(NewUser.named(name), Actor.policy("test"))).user();
        accounts.set(user, accounts.hash(PASSWORD), false, Actor.policy("test"));
        return user;
    }

    /** Sets up a factor on the person's own page. */
    byte[] enrolled(User user) {
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

    static byte[] shared(HttpResponse<String> page) {
        return Base32.decode(found(SECRET, page).replace(" ", ""));
    }

    static String ticket(HttpResponse<String> page) {
        return found(TICKET, page);
    }

    static String found(Pattern pattern, HttpResponse<String> page) {
        Matcher matcher = pattern.matcher(page.body());
        assertThat(matcher.find()).as(page.body()).isTrue();
        return matcher.group(1);
    }

    static String code(byte[] shared) {
        return OneTimeCodes.code(shared, NOW.get());
    }

    HttpResponse<String> answer(String code) {
        return browser.fill("/hub/login/code", Map.of("code", code, "next", ""));
    }

    boolean in() {
        return browser.get("/hub/home").statusCode() == 200;
    }
}
