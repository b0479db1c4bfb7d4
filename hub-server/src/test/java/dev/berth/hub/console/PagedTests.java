package dev.berth.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.UriComponentsBuilder;

/** Pages of a list: which items they are, and where the pages before and after are. */
class PagedTests {

    private static Paged<Integer> page(int offset, int items, long total) {
        List<Integer> numbers = IntStream.range(0, items).boxed().toList();
        return Paged.of(
                numbers,
                offset,
                total,
                "/the%20list",
                UriComponentsBuilder.newInstance().queryParam("q", "a&b c").queryParam("offset", "7"));
    }

    @Test
    void theFirstPageHasNoneBeforeIt() {
        Paged<Integer> first = page(0, Paged.SIZE, 120);
        assertThat(first.first()).isEqualTo(1);
        assertThat(first.last()).isEqualTo(50);
        assertThat(first.previous()).isNull();
        assertThat(first.next()).isEqualTo("/the%20list?q=a%26b%20c&offset=50");
    }

    @Test
    void theLastPageHasNoneAfterIt() {
        Paged<Integer> last = page(100, 20, 120);
        assertThat(last.first()).isEqualTo(101);
        assertThat(last.last()).isEqualTo(120);
        assertThat(last.previous()).isEqualTo("/the%20list?q=a%26b%20c&offset=50");
        assertThat(last.next()).isNull();
    }

    @Test
    void aListThatFillsItsPageHasOnePage() {
        Paged<Integer> only = page(0, Paged.SIZE, Paged.SIZE);
        assertThat(only.previous()).isNull();
        assertThat(only.next()).isNull();
    }

    @Test
    void anEmptyListHasNoFirstItem() {
        assertThat(page(0, 0, 0).first()).isZero();
        assertThat(page(0, 0, 0).last()).isZero();
    }

    @Test
    void fromAnOffsetBetweenPagesTheWayBackReachesTheFirstItem() {
        assertThat(page(20, Paged.SIZE, 120).previous()).endsWith("offset=0");
    }

    @Test
    void anOffsetIsNeverNegativeNorBeyondWhatIsUseful() {
        assertThat(Paged.offset(-1)).isZero();
        assertThat(Paged.offset(50)).isEqualTo(50);
        assertThat(Paged.offset(Integer.MAX_VALUE)).isEqualTo(Paged.MAX_OFFSET);
    }
}
