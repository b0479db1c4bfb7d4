package dev.berth.spi.route;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When people last used which routes, as seen by one proxy. Times only move forward; a report may be repeated.
 *
 * @param proxy the proxy's stable name
 */
public record ActivityReport(String proxy, List<Used> routes) {

    public ActivityReport {
        routes = List.copyOf(routes);
    }

    /**
     * A person's last request or message on a route; pings and the polling of an open tab do not count.
     *
     * @param ageMillis how long ago that was when the report was sent. An age is sent because the clocks of two machines can differ by hours
     * @param endpoint what was used, such as {@code POST /api/contents/…}, without the names of files; null from proxies of an earlier release
     */
    public record Used(
            String path,
            long generation,
            long ageMillis,
            @Nullable String endpoint) {}
}
