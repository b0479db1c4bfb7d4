package dev.berth.hub.bench;

import dev.berth.hub.api.ApiClient;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.spi.spawn.InMemoryWorld;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The speed of lists with 20,000 users, 2,000 servers and a million audit events: `make bench`. Prints and asserts nothing, because times
 * depend on the machine; each line has a ratio to a reference from the same run. Not named like a test, so that other runs do not include
 * it.
 */
class LargeInstallation {

    private static final int USERS = 20_000;
    private static final int EVENTS = 1_000_000;
    private static final int WARM_UP = 40;
    private static final int ROUNDS = 200;

    @Test
    void lists() {
        TestDatabase database = TestDatabase.fresh();
        try (HubUnderTest hub = HubUnderTest.start(database, new InMemoryWorld())) {
            hub.admin("bench-admin");
            Crowd.seed(hub.jdbc(), USERS, EVENTS);
            ApiClient api = hub.api("bench-admin");
            HubBrowser browser = hub.browser("bench-admin");
            double bare = measure("peer: the bare query of page 400", 0, () -> {
                hub.jdbc()
                        .sql("select u.*, i.uid, i.gid from users u join uids i on i.user_id = u.id"
                                + " order by u.name offset 19950 limit 50")
                        .query((row, number) -> row.getString("name"))
                        .list();
                return 0;
            });
            get(api, bare, "users, page 1", "/hub/api/berth/users?limit=50");
            get(api, bare, "users, page 400", "/hub/api/berth/users?limit=50&offset=19950");
            get(api, bare, "users, page 400 by last seen", "/hub/api/berth/users?limit=50&offset=19950&sort=last-seen");
            get(api, bare, "users, search", "/hub/api/berth/users?search=crowd-1999");
            get(api, bare, "users, search that finds nobody", "/hub/api/berth/users?search=nobody-of-that-name");
            get(api, bare, "users, with active servers", "/hub/api/berth/users?servers=active&offset=1950&limit=50");
            get(api, bare, "users, of a group", "/hub/api/berth/users?group=lab-7&limit=50");
            get(api, bare, "JupyterHub's users, page 400", "/hub/api/users?limit=50&offset=19950");
            get(api, bare, "JupyterHub's users, search", "/hub/api/users?name_filter=1999&state=active");
            get(api, bare, "servers, the last page", "/hub/api/berth/servers?limit=50&offset=1950");
            get(api, bare, "audit, newest", "/hub/api/berth/audit");
            get(api, bare, "audit, of a person", "/hub/api/berth/audit?person=crowd-777");
            get(
                    api,
                    bare,
                    "audit, of a person and an action",
                    "/hub/api/berth/audit?person=crowd-777&action=SIGNED_IN");
            get(api, bare, "audit, of an address", "/hub/api/berth/audit?address=192.0.2.7&limit=200");
            get(api, bare, "statistics of a month", "/hub/api/berth/statistics?period=month");
            measure("the administrators' page 400", bare, () -> length(browser.get("/hub/admin?offset=19950")));
            measure("the administrators' search", bare, () -> length(browser.get("/hub/admin?q=crowd-1999")));
        }
    }

    private static void get(ApiClient api, double peer, String what, String path) {
        measure(what, peer, () -> api.get(path).ok(200).body().length());
    }

    private static int length(java.net.http.HttpResponse<String> page) {
        if (page.statusCode() != 200) {
            throw new IllegalStateException("The page answered " + page.statusCode());
        }
        return page.body().length();
    }

    /** The 95th percentile in milliseconds; 0 without a reference. */
    private static double measure(String what, double peer, Supplier<Integer> work) {
        List<Double> millis = new ArrayList<>();
        int bytes = 0;
        for (int i = 0; i < WARM_UP + ROUNDS; i++) {
            long before = System.nanoTime();
            bytes = work.get();
            if (i >= WARM_UP) {
                millis.add((System.nanoTime() - before) / 1e6);
            }
        }
        Collections.sort(millis);
        double median = millis.get(ROUNDS / 2);
        double slow = millis.get(ROUNDS * 95 / 100);
        String ratio = peer == 0 ? "" : String.format(Locale.ROOT, "%.1f times the peer", slow / peer);
        System.out.printf(
                Locale.ROOT,
                "bench: %-36s median %6.1f ms  p95 %6.1f ms  %7d bytes  %s%n",
                what,
                median,
                slow,
                bytes,
                ratio);
        return slow;
    }
}
