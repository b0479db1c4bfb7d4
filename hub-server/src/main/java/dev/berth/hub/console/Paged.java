package dev.berth.hub.console;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * One page of a list.
 *
 * @param first number of its first item, from 1; 0 if there are none
 * @param last number of its last item
 * @param total the number of items on all pages
 * @param previous address of the previous page; null on the first
 * @param next address of the next page; null on the last
 */
record Paged<T>(
        List<T> items,
        long first,
        long last,
        long total,
        @Nullable String previous,
        @Nullable String next) {

    static final int SIZE = 50;

    /** Beyond this offset, paging is not useful: people should use a filter. */
    static final int MAX_OFFSET = 1_000_000;

    /**
     * A page of {@value #SIZE}.
     *
     * @param path the path of the list, escaped where it must be
     * @param filter the filter as a query, without {@code offset}
     */
    static <T> Paged<T> of(List<T> items, int offset, long total, String path, UriComponentsBuilder filter) {
        return new Paged<>(
                items,
                items.isEmpty() ? 0 : offset + 1,
                offset + items.size(),
                total,
                offset > 0 ? path + at(filter, Math.max(0, offset - SIZE)) : null,
                offset + SIZE < total ? path + at(filter, offset + SIZE) : null);
    }

    static int offset(int asked) {
        return Math.clamp(asked, 0, MAX_OFFSET);
    }

    private static String at(UriComponentsBuilder filter, int offset) {
        return filter.cloneBuilder()
                .replaceQueryParam("offset", offset)
                .encode()
                .build()
                .toUriString();
    }
}
