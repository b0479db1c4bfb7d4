package dev.berth.hub.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.api.ApiClient;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.keys.ProxySecret;
import dev.berth.spi.identity.InMemoryDirectory;
import dev.berth.spi.route.HubPaths;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A class that signs in from one address, and somebody who guesses from there. Limits so slow that nothing comes back by itself. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "berth.signin.throttle.per-address=20",
            "berth.signin.throttle.per-account=4",
            "berth.signin.throttle.period=10d",
            "berth.signin.providers.campus.allow-all=true",
            "berth.signin.providers.campus.create-users=true",
        })
@Import(ManyFromOneAddressTests.Directories.class)
class ManyFromOneAddressTests {

    private static final String PASSWORD = "correct horse battery";
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** No component, so that other tests' hubs have none. */
    static class Directories {
        @Bean
        InMemoryDirectory campus() {
            return new InMemoryDirectory("campus");
        }
    }

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        TestDatabase.fresh().register(registry);
    }

    @LocalServerPort
    private int port;

    @Autowired
    private ProxySecret secret;

    @Autowired
    private InMemoryDirectory campus;

    private String address;

    @BeforeEach
    void address() {
        address = address(COUNT.incrementAndGet());
        campus.setDown(false);
    }

    private static String address(int number) {
        return "198.51." + number / 250 + "." + (1 + number % 250);
    }

    private String person() {
        String name = "student" + COUNT.incrementAndGet();
        campus.with(name, PASSWORD, "class");
        return name;
    }

    private HttpResponse<String> signIn(String from, String name, String password) {
        HubBrowser browser = new HubBrowser(port, secret.value());
        browser.headers.put("X-Forwarded-For", from);
        return browser.fill("/hub/login", Map.of("provider", "campus", "username", name, "password", password));
    }

    private int status(String name, String password) {
        return signIn(address, name, password).statusCode();
    }

    @Test
    void aClassBehindOneAddressSignsIn() {
        for (int i = 0; i < 30; i++) {
            assertThat(status(person(), PASSWORD)).as("student %s", i).isEqualTo(302);
        }
    }

    @Test
    void aPersonWhoSignsInAgainAndAgainIsNotTurnedAway() {
        String name = person();
        for (int i = 0; i < 10; i++) {
            assertThat(status(name, PASSWORD)).isEqualTo(302);
        }
    }

    @Test
    void guessesFromOneAddressAreTurnedAwayHoweverManyRightOnesComeBetween() {
        String own = person();
        for (int i = 0; i < 20; i++) {
            assertThat(status(own, PASSWORD)).isEqualTo(302);
            assertThat(status("victim" + i, "guess")).isEqualTo(403);
        }
        assertThat(status("victim20", "guess")).isEqualTo(429);
        assertThat(status(own, PASSWORD)).isEqualTo(429);
    }

    @Test
    void guessesInTokenRequestsCountToo() {
        String victim = person();
        ApiClient program =
                new ApiClient(port, null).with("X-Forwarded-For", address).with(HubPaths.HOP_HEADER, secret.value());
        String guess =
                "{\"auth\": {\"provider\": \"campus\", \"username\": \"" + victim + "\", \"password\": \"guess\"}}";
        for (int i = 0; i < 4; i++) {
            program.post("/hub/api/users/" + victim + "/tokens", guess).refused(403);
        }
        ApiClient.Answer refused = program.post("/hub/api/users/" + victim + "/tokens", guess);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(status(victim, PASSWORD)).as("in the form").isEqualTo(429);
        assertThat(campus.asked()).filteredOn(victim::equals).hasSize(4);
    }

    @Test
    void guessesThatComeAtOnceAreNoMoreThanOneAfterAnother() throws Exception {
        String victim = person();
        List<Callable<Integer>> guesses = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            String from = address(COUNT.incrementAndGet());
            guesses.add(() -> signIn(from, victim, "guess").statusCode());
        }
        List<Integer> answers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(24)) {
            for (var answer : threads.invokeAll(guesses)) {
                answers.add(answer.get());
            }
        }
        assertThat(answers)
                .containsOnly(403, 429)
                .filteredOn(status -> status == 403)
                .hasSize(4);
        assertThat(campus.asked()).filteredOn(victim::equals).hasSize(4);
    }

    @Test
    void aDirectoryThatIsDownUsesUpNobodysAttempts() {
        String name = person();
        campus.setDown(true);
        for (int i = 0; i < 25; i++) {
            assertThat(status(name, PASSWORD)).isEqualTo(503);
        }
        campus.setDown(false);
        assertThat(status(name, PASSWORD)).isEqualTo(302);
    }
}
