package dev.berth.proxy.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which hub is tried if a name stands for several. */
class HubAddressesTests {

    private final List<String> tried = new ArrayList<>();
    private List<String> behindTheName = List.of("10.1.0.2", "10.1.0.1");

    @Test
    void eachAddressOfANameIsAHub() {
        HubAddresses hubs = hubs("http://hubs.example:8081/x/");
        hubs.lookUp();
        assertThat(ask(hubs, Set.of()).failed()).isTrue();
        assertThat(tried).containsExactly("10.1.0.1", "10.1.0.2");
    }

    @Test
    void theOneThatAnsweredIsAskedFirstAlsoWhenOthersCome() {
        HubAddresses hubs = hubs("http://hubs.example:8081");
        hubs.lookUp();
        assertThat(ask(hubs, Set.of("10.1.0.2")).succeeded()).isTrue();
        behindTheName = List.of("10.1.0.2", "10.1.0.1", "10.1.0.0");
        hubs.lookUp();
        tried.clear();
        assertThat(ask(hubs, Set.of("10.1.0.2")).succeeded()).isTrue();
        assertThat(tried).containsExactly("10.1.0.2");
    }

    @Test
    void oneThatIsGoneIsNoLongerAsked() {
        HubAddresses hubs = hubs("http://hubs.example:8081");
        hubs.lookUp();
        assertThat(ask(hubs, Set.of("10.1.0.1")).succeeded()).isTrue();
        behindTheName = List.of("10.1.0.9");
        hubs.lookUp();
        tried.clear();
        assertThat(ask(hubs, Set.of("10.1.0.9")).succeeded()).isTrue();
        assertThat(tried).containsExactly("10.1.0.9");
    }

    @Test
    void theAddressesStayWhileNoNameServerAnswers() {
        HubAddresses hubs = hubs("http://hubs.example:8081");
        hubs.lookUp();
        behindTheName = List.of();
        hubs.lookUp();
        assertThat(ask(hubs, Set.of()).failed()).isTrue();
        assertThat(tried).containsExactly("10.1.0.1", "10.1.0.2");
    }

    @Test
    void oneThatIsLeavingIsAskedLastUntilItAnswersOtherwise() {
        HubAddresses hubs = hubs("http://hubs.example:8081");
        hubs.lookUp();
        Hub first = Hub.of(URI.create("http://hubs.example:8081")).at("10.1.0.1");
        hubs.heard(first, MultiMap.caseInsensitiveMultiMap().add("X-Berth-Leaving", "true"));
        assertThat(ask(hubs, Set.of()).failed()).isTrue();
        assertThat(tried).containsExactly("10.1.0.2", "10.1.0.1");

        tried.clear();
        hubs.heard(first, MultiMap.caseInsensitiveMultiMap());
        assertThat(ask(hubs, Set.of()).failed()).isTrue();
        assertThat(tried).containsExactly("10.1.0.1", "10.1.0.2");
    }

    @Test
    void aNameThatWasNeverFoundIsLeftToTheConnection() {
        behindTheName = List.of();
        HubAddresses hubs = hubs("http://hubs.example:8081", "http://127.0.0.1:8081", "http://[::1]:8081");
        hubs.lookUp();
        assertThat(ask(hubs, Set.of()).failed()).isTrue();
        assertThat(tried).containsExactly("hubs.example", "127.0.0.1", "[::1]");
    }

    @Test
    void aConnectionGoesToTheAddressAndIsForTheName() {
        var request =
                Hub.of(URI.create("https://hubs.example/x/")).at("10.1.0.1").request(HttpMethod.GET, "/feed");
        assertThat(request.getServer()).hasToString("10.1.0.1:443");
        assertThat(request.getHost()).as("what its certificate is for").isEqualTo("hubs.example");
        assertThat(request.getURI()).isEqualTo("/x/feed");
    }

    private HubAddresses hubs(String... urls) {
        return new HubAddresses(List.of(urls).stream().map(URI::create).toList(), this::addresses);
    }

    private InetAddress[] addresses(String name) throws UnknownHostException {
        assertThat(name).isEqualTo("hubs.example");
        if (behindTheName.isEmpty()) {
            throw new UnknownHostException(name);
        }
        return behindTheName.stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }

    private Future<String> ask(HubAddresses hubs, Set<String> answering) {
        return hubs.tryInTurn(hub -> {
            String where = hub.address() == null ? hub.host() : hub.address();
            tried.add(where);
            return answering.contains(where) ? Future.succeededFuture(where) : Future.failedFuture("away");
        });
    }
}
