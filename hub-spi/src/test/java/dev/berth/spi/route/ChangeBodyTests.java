package dev.berth.spi.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.berth.spi.route.ChangeBody.Op;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangeBodyTests {

    private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");
    private static final Route ROUTE = new Route("/user/ann/", null, "127.0.0.1", 9_000, Route.Mode.EDGE, null, 1);

    @Test
    void everyChangeIsTheSameAfterTheJourney() {
        for (Change change : List.of(
                new Change.PutRoute(1, ROUTE),
                new Change.RemoveRoute(2, "/user/ann/"),
                new Change.AddGrant(3, new Grant("a", "/user/ann/", LATER)),
                new Change.Revoke(4, "/user/ann/", "a"),
                new Change.Revoke(5, "/user/ann/", null),
                new Change.Withdraw(6, new Withdrawal("a", LATER)),
                new Change.Nothing(7))) {
            assertThat(ChangeBody.of(change).read()).isEqualTo(change);
        }
    }

    /** As the release before wrote them, and as rows of the feed hold them. */
    @Test
    void theFieldsAreThoseOfTheReleaseBefore() {
        assertThat(ChangeBody.of(new Change.PutRoute(1, ROUTE)))
                .isEqualTo(new ChangeBody(1, Op.PUT_ROUTE, ROUTE, null, null, null, null));
        assertThat(ChangeBody.of(new Change.Revoke(1, "/user/ann/", "a")))
                .isEqualTo(new ChangeBody(1, Op.REVOKE, null, null, null, "/user/ann/", "a"));
    }

    @ParameterizedTest
    @EnumSource(value = Op.class, names = "NOTHING", mode = EnumSource.Mode.EXCLUDE)
    void aChangeWithAHoleIsRefusedByName(Op op) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChangeBody(8, op, null, null, null, null, null).read())
                .withMessageContaining("Change 8 of the feed (" + op + ") has no ");
    }
}
