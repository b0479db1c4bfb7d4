package dev.berth.hub.hint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

class HintsTests {

    private static final HubUnderTest HUB = SharedHub.HUB;
    private static final Hints HINTS = HUB.bean(Hints.class);

    @Test
    void aHintComesWithTheCommitAndNotBefore() {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (Hints.Subscription subscription = HINTS.subscribe(Hints.SERVERS, heard::add)) {
            assertThat(subscription).isNotNull();
            HUB.bean(TransactionTemplate.class).executeWithoutResult(status -> {
                HINTS.publish(Hints.SERVERS, "undone");
                status.setRollbackOnly();
            });
            HINTS.publish(Hints.SERVERS, "told");
            Awaitility.await("told").until(() -> heard.contains("told"));
            assertThat(heard).doesNotContain("undone");
        }
        HINTS.publish(Hints.SERVERS, "unheard");
        assertThat(heard).doesNotContain("unheard");
    }

    @Test
    void aListenerThatThrowsEndsNobodysHints() {
        List<String> heard = new CopyOnWriteArrayList<>();
        Hints.Subscription bad = HINTS.subscribe(Hints.FEED, payload -> {
            throw new IllegalStateException("a test's listener fails");
        });
        try (Hints.Subscription good = HINTS.subscribe(Hints.FEED, heard::add)) {
            assertThat(good).isNotNull();
            HINTS.publish(Hints.FEED, "first");
            Awaitility.await("first").until(() -> heard.contains("first"));
            HINTS.publish(Hints.FEED, "second");
            Awaitility.await("second").until(() -> heard.contains("second"));
        } finally {
            bad.close();
        }
    }

    @Test
    void aBrokenConnectionIsReplacedAndWhatMayBeMissedIsTold() {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (Hints.Subscription subscription = HINTS.subscribe(Hints.PROXIES, heard::add)) {
            assertThat(subscription).isNotNull();
            HUB.jdbc().sql("""
                            select pg_terminate_backend(pid) from pg_stat_activity
                            where datname = current_database() and query like 'listen %'
                            """).query().listOfRows();
            Awaitility.await("that hints may have been missed").until(() -> heard.contains(""));
            HINTS.publish(Hints.PROXIES, "again");
            Awaitility.await("again").until(() -> heard.contains("again"));
        }
    }
}
