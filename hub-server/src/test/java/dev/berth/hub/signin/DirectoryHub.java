package dev.berth.hub.signin;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditLog.Recorded;
import dev.berth.hub.audit.AuditQuery;
import dev.berth.hub.audit.AuditTrail;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.keys.ProxySecret;
import dev.berth.hub.signin.password.LocalAccounts;
import dev.berth.hub.user.AccountOutcome;
import dev.berth.hub.user.NewUser;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import dev.berth.spi.identity.InMemoryDirectory;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A hub with four directories and rules for their people, one for all classes that extend this. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "berth.signin.throttle.per-address=100000",
            "berth.signin.providers.campus.allowed-groups=staff",
            "berth.signin.providers.campus.allowed-users=Invited",
            "berth.signin.providers.campus.blocked-users=mallory",
            "berth.signin.providers.campus.blocked-groups=suspended",
            "berth.signin.providers.campus.admin-groups=wheel",
            "berth.signin.providers.campus.username-pattern=[a-z][a-z0-9-]*",
            "berth.signin.providers.campus.username-map.j.doe=jane",
            "berth.signin.providers.campus.create-users=true",
            "berth.signin.providers.linking.allow-all=true",
            "berth.signin.providers.linking.link-existing=true",
            "berth.signin.providers.far.allow-all=true",
            "berth.signin.providers.far.allowed-addresses=192.0.2.0/24",
            "berth.signin.providers.local.blocked-users=retired",
        })
@Import(DirectoryHub.Directories.class)
abstract class DirectoryHub {

    static final String PASSWORD = "correct horse battery";
    static final AtomicInteger COUNT = new AtomicInteger();

    /** Not a component, so that the hubs of other tests do not use it. */
    static class Directories {
        @Bean
        InMemoryDirectory campus() {
            return new InMemoryDirectory("campus");
        }

        @Bean
        InMemoryDirectory linking() {
            return new InMemoryDirectory("linking");
        }

        @Bean
        InMemoryDirectory far() {
            return new InMemoryDirectory("far");
        }

        @Bean
        InMemoryDirectory nobodys() {
            return new InMemoryDirectory("nobodys");
        }
    }

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        TestDatabase.fresh().register(registry);
    }

    @LocalServerPort
    int port;

    @Autowired
    ProxySecret secret;

    @Autowired
    InMemoryDirectory campus;

    @Autowired
    InMemoryDirectory linking;

    @Autowired
    InMemoryDirectory far;

    @Autowired
    InMemoryDirectory nobodys;

    @Autowired
    UserDirectory users;

    @Autowired
    UserAccounts userAccounts;

    @Autowired
    LocalAccounts localAccounts;

    @Autowired
    AuditTrail audit;

    HubBrowser browser;

    @BeforeEach
    void browser() {
        browser = new HubBrowser(port, secret.value());
        browser.headers.put("X-Forwarded-For", "198.51.100.7");
    }

    static String name(String prefix) {
        return prefix + COUNT.incrementAndGet();
    }

    HttpResponse<String> signIn(String provider, String name, String password) {
        // Nobody is signed in yet.
        browser.cookies.clear();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("provider", provider);
        form.put("username", name);
        form.put("password", password);
        return browser.fill("/hub/login", form);
    }

    Recorded last(String person) {
        return audit.page(new AuditQuery(person, null, null, null, null, null, 1))
                .getFirst();
    }

    User local(String name) {
        AccountOutcome made = userAccounts.create(NewUser.named(new UserName(name)), Actor.policy("test"));
        User user = ((AccountOutcome.Done) made).user();
        localAccounts.set(user, localAccounts.hash(PASSWORD), false, Actor.policy("test"));
        return user;
    }
}
