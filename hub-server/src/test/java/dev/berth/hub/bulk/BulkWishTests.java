package dev.berth.hub.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.berth.hub.bulk.BulkWish.Action;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one action on many items may be asked for. */
class BulkWishTests {

    private static List<String> items(int count) {
        return IntStream.range(0, count).mapToObj(i -> "user-" + i).toList();
    }

    @Test
    void anItemThatIsNamedTwiceIsChangedOnce() {
        assertThat(new BulkWish(Action.ENABLE_USERS, List.of("b", "a", "b"), null).items())
                .containsExactly("b", "a");
    }

    @Test
    void thereIsALeastAndAMostOfItems() {
        assertThat(new BulkWish(Action.STOP_SERVERS, items(BulkWish.MAX_ITEMS), null).items())
                .hasSize(BulkWish.MAX_ITEMS);
        for (int count : new int[] {0, BulkWish.MAX_ITEMS + 1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new BulkWish(Action.STOP_SERVERS, items(count), null))
                    .withMessageContaining(Integer.toString(count));
        }
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void aGroupIsNamedExactlyWhereTheActionIsAboutOne(Action action) {
        String right = action.isAboutGroup() ? "lab" : null;
        String wrong = action.isAboutGroup() ? null : "lab";
        assertThat(new BulkWish(action, items(1), right).group()).isEqualTo(right);
        assertThatIllegalArgumentException().isThrownBy(() -> new BulkWish(action, items(1), wrong));
    }
}
