package dev.berth.hub.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Callers;
import dev.berth.hub.access.Credential;
import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.access.CredentialsWithdrawn;
import dev.berth.hub.access.Public;
import dev.berth.hub.access.SignedIn;
import dev.berth.hub.access.WithdrawnCredential;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.keys.ProxySecret;
import dev.berth.hub.signin.password.LocalAccounts;
import dev.berth.hub.user.AccountOutcome;
import dev.berth.hub.user.NewUser;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserName;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** A hub with built-in accounts and the rules of two providers, one for all classes that extend this. Each test has a user. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "berth.base-url=/@/space%20word/",
            "berth.signin.throttle.per-address=100000",
            "berth.signin.providers.school.allowed-groups=staff",
            "berth.signin.providers.school.create-users=true",
            "berth.signin.providers.open.allow-all=true",
        })
@Import({SignInHub.Withdrawn.class, SignInHub.Handlers.class})
abstract class SignInHub {

    static final String PASSWORD = "correct horse battery";
    static final String LANDING = "/@/space%20word/hub/";
    static final AtomicInteger COUNT = new AtomicInteger();

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

    /** Handlers like those of other packages. Hubs that Spring starts for other tests do not find them. */
    @RestController
    @TestComponent
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
    int port;

    @Autowired
    ProxySecret secret;

    @Autowired
    UserAccounts users;

    @Autowired
    LocalAccounts accounts;

    @Autowired
    Callers callers;

    @Autowired
    TransactionTemplate transactions;

    HubBrowser browser;
    User ann;

    @BeforeEach
    void makeUser() {
        browser = new HubBrowser(port, secret.value());
        ann = user("ann-" + COUNT.incrementAndGet(), false);
    }

    User user(String name, boolean oneTime) {
        AccountOutcome.Done done =
                (AccountOutcome.Done) users.create(NewUser.named(new UserName(name)), Actor.policy("test"));
        String hash = accounts.hash(PASSWORD);
        transactions.executeWithoutResult(t -> accounts.set(done.user(), hash, oneTime, Actor.policy("test")));
        return done.user();
    }

    String name() {
        return ann.name().value();
    }

    Caller caller(HubBrowser who) {
        String hash = CredentialHash.sha256(who.cookies.get("jupyterhub-hub-login"));
        return callers.find(Credential.Kind.SESSION, hash).orElseThrow();
    }

    static String location(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(302);
        return response.headers().firstValue("Location").orElseThrow();
    }
}
