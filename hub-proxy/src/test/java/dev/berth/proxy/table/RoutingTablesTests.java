package dev.berth.proxy.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.route.Change;
import dev.berth.spi.route.Grant;
import dev.berth.spi.route.Route;
import dev.berth.spi.route.Withdrawal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RoutingTablesTests {

    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofHours(1));

    private final RoutingTables tables = new RoutingTables();

    @Test
    void tenThousandRoutesAreFoundEachByItsOwn() {
        for (int i = 0; i < 10_000; i++) {
            put("/user/u" + i + "/");
        }
        for (int i = 0; i < 10_000; i++) {
            assertThat(path("/user/u" + i + "/lab/tree/a/b.ipynb")).isEqualTo("/user/u" + i + "/");
            assertThat(path("/user/u" + i)).isEqualTo("/user/u" + i + "/");
        }
        assertThat(path("/user/u")).isNull();
        assertThat(path("/user/u10000/")).isNull();
        assertThat(path("/user/")).isNull();
    }

    @Test
    void theLongestPrefixOfWholeSegmentsWins() {
        put("/user/ann/");
        put("/user/ann/gpu/");
        assertThat(path("/user/ann/gpu/x")).isEqualTo("/user/ann/gpu/");
        assertThat(path("/user/ann/gpu")).isEqualTo("/user/ann/gpu/");
        assertThat(path("/user/ann/gpus")).isEqualTo("/user/ann/");
        assertThat(path("/user/anna/")).isNull();
        put("/");
        assertThat(path("/user/anna/")).isEqualTo("/");
        assertThat(path("/")).isEqualTo("/");
    }

    @Test
    void aGrantIsForOneCredentialOnePathAndATime() {
        grant("a", "/user/ann/");
        assertThat(tables.granted("a", "/user/ann/", NOW)).isTrue();
        assertThat(tables.granted("a", "/user/ann/", LATER)).isFalse();
        assertThat(tables.granted("a", "/user/ann/gpu/", NOW)).isFalse();
        assertThat(tables.granted("b", "/user/ann/", NOW)).isFalse();
    }

    @Test
    void aWithdrawalBeatsGrantsBeforeAndAfterIt() {
        grant("a", "/user/ann/");
        tables.apply(new Change.Withdraw(0, new Withdrawal("a", LATER)));
        grant("a", "/user/ann/");
        assertThat(tables.granted("a", "/user/ann/", NOW)).isFalse();
        assertThat(tables.withdrawn("a", NOW)).isTrue();
        tables.forgetEnded(NOW);
        assertThat(tables.withdrawn("a", NOW)).isTrue();
        tables.forgetEnded(LATER);
        assertThat(tables.copy().withdrawals()).isEmpty();
    }

    @Test
    void aRoutesGrantsEndWithIt() {
        put("/user/ann/");
        grant("a", "/user/ann/");
        grant("a", "/user/bob/");
        tables.apply(new Change.RemoveRoute(0, "/user/ann/"));
        put("/user/ann/");
        assertThat(tables.granted("a", "/user/ann/", NOW)).isFalse();
        assertThat(tables.granted("a", "/user/bob/", NOW)).isTrue();
    }

    @Test
    void aCopyPutBackIsTheSame() {
        put("/user/ann/");
        grant("a", "/user/ann/");
        tables.apply(new Change.Withdraw(0, new Withdrawal("b", LATER)));
        RoutingTables other = new RoutingTables();
        other.replace(tables.copy());
        assertThat(other.copy()).isEqualTo(tables.copy());
    }

    private void put(String path) {
        tables.apply(new Change.PutRoute(0, new Route(path, null, "127.0.0.1", 9_000, Route.Mode.EDGE, null, 1)));
    }

    private void grant(String credential, String path) {
        tables.apply(new Change.AddGrant(0, new Grant(credential, path, LATER)));
    }

    private String path(String path) {
        Route route = tables.route(path);
        return route == null ? null : route.path();
    }
}
