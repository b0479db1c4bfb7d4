package dev.berth.hub.api.berth;

import dev.berth.hub.api.ApiQuery;
import java.util.List;
import java.util.Map;

/** Pages of Berth's own lists: {@code {"items": […], "total": 123, "offset": 0, "limit": 50}}. */
final class Pages {

    static final int MAX_LIMIT = 200;
    private static final int STANDARD = 50;

    private Pages() {}

    static int offset(ApiQuery parameters) {
        return parameters.number("offset", 0, 0, 100_000_000);
    }

    static int limit(ApiQuery parameters) {
        return parameters.number("limit", STANDARD, 1, MAX_LIMIT);
    }

    static Map<String, Object> of(List<?> items, long total, int offset, int limit) {
        return Map.of("items", items, "total", total, "offset", offset, "limit", limit);
    }
}
