package dev.berth.proxy.hub;

import dev.berth.proxy.hub.FeedIntake.Taken;
import dev.berth.proxy.table.SnapshotFile;
import dev.berth.proxy.table.TableState;
import dev.berth.spi.route.FeedPage;
import dev.berth.spi.route.FeedRequest;
import dev.berth.spi.route.HubPaths;
import dev.berth.spi.route.ProxySettings;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the feed on a separate thread: the only writer of the tables and of the snapshot on disk. */
public final class FeedFollower {

    private static final Logger LOG = LoggerFactory.getLogger(FeedFollower.class);

    /** How long a hub may delay a response; also about how long the loss of an unresponsive hub goes unnoticed. */
    private static final Duration WAIT = Duration.ofSeconds(15);

    private static final Duration SLACK = Duration.ofSeconds(5);
    /** How long changes that only add something may be unwritten: after a crash the feed delivers them again. */
    private static final Duration DEBOUNCE = Duration.ofSeconds(1);
    /** The grace period counts from the last contact recorded on disk, so that record must not become old while nothing changes. */
    private static final Duration CONTACT_AGE = Duration.ofSeconds(30);

    private static final Duration CLOSING = Duration.ofSeconds(3);
    private static final long FIRST_PAUSE = 200;
    private static final long LONGEST_PAUSE = 5_000;
    /** Until the first contact with a hub, no request is served, and the hub is probably just starting. */
    private static final long LONGEST_FIRST_PAUSE = 400;

    private final HubClient hub;
    private final ProxyState state;
    private final SnapshotFile file;
    private final String name;
    private final FeedIntake intake;
    private final CountDownLatch firstAttempt = new CountDownLatch(1);
    private final CountDownLatch known = new CountDownLatch(1);
    private final Thread thread;

    /** Used instead of an interrupt, which would close a file that is being written. */
    private final CompletableFuture<Boolean> stopped = new CompletableFuture<>();

    private long acknowledged = -1;
    private long pause = FIRST_PAUSE;
    private boolean unwritten;
    /** A change that takes something away is not on disk yet, so it must not be acknowledged. */
    private boolean owed;

    private Instant written = Instant.EPOCH;
    private boolean quiet;

    public FeedFollower(HubClient hub, ProxyState state, SnapshotFile file, String name) {
        this.hub = hub;
        this.state = state;
        this.file = file;
        this.name = name;
        this.intake = new FeedIntake(state);
        this.thread = Thread.ofPlatform().name("berth-feed").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Waits until the tables are filled, from a hub or, if none responds, from the disk. */
    public void awaitKnown() throws InterruptedException {
        known.await();
    }

    /** Waits until a hub was asked once: its state is newer than the snapshot on disk. */
    public boolean awaitFirstAttempt(Duration patience) throws InterruptedException {
        return firstAttempt.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    public void stop() throws InterruptedException {
        stopped.complete(true);
        thread.join(CLOSING.toMillis());
    }

    private void run() {
        restore();
        try {
            while (!stopped.isDone()) {
                step();
                told();
            }
        } catch (InterruptedException | ExecutionException foreign) {
            LOG.error("The feed is no longer followed", foreign);
            state.link().lost();
        }
        writeIfDue(true);
    }

    private void told() {
        firstAttempt.countDown();
        if (state.settings() != null) {
            known.countDown();
        }
    }

    private void restore() {
        TableState earlier = file.read();
        if (earlier != null) {
            intake.restore(earlier);
            acknowledged = earlier.applied();
            LOG.info(
                    "Restored {} routes from the snapshot, as of {}",
                    earlier.tables().routes().size(),
                    earlier.lastContact());
        }
    }

    private void step() throws InterruptedException, ExecutionException {
        try {
            takeIn(nextPage());
            heard();
        } catch (ExecutionException failure) {
            lost(failure.getCause() != null ? failure.getCause() : failure);
        } catch (TimeoutException | RuntimeException failure) {
            lost(failure);
        }
    }

    private FeedPage nextPage() throws InterruptedException, ExecutionException, TimeoutException {
        // A quick first response shows that the hub is available; if something is unwritten, return soon to write it.
        long wait = !state.link().connected() ? 0 : unwritten ? DEBOUNCE.toMillis() : WAIT.toMillis();
        FeedRequest request = new FeedRequest(name, intake.feed(), Math.min(acknowledged, intake.applied()), wait);
        return await(
                hub.call(
                        HubPaths.FEED,
                        request,
                        FeedPage.class,
                        Duration.ofMillis(wait).plus(SLACK)),
                Duration.ofMinutes(2));
    }

    private void takeIn(FeedPage page) throws InterruptedException, ExecutionException, TimeoutException {
        Taken taken;
        try {
            taken = intake.take(page);
        } catch (BrokenFeedException | NullPointerException broken) {
            intake.forgetPlace();
            acknowledged = -1;
            throw broken;
        }
        var _ = await(taken.disconnected().otherwiseEmpty(), CLOSING);
        state.link().contact();
        unwritten |= taken.changed();
        owed |= taken.takesAway();
        if (!writeIfDue(owed)) {
            sleep(LONGEST_PAUSE / 5);
        }
    }

    private <T> T await(Future<T> future, Duration patience)
            throws InterruptedException, ExecutionException, TimeoutException {
        var result = future.toCompletionStage().toCompletableFuture();
        CompletableFuture.anyOf(result, stopped).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (!result.isDone()) {
            throw new CancellationException("The proxy is stopping");
        }
        return result.get();
    }

    private void sleep(long millis) throws InterruptedException, ExecutionException {
        try {
            stopped.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException over) {
            // The full time has passed, as intended.
            return;
        }
    }

    /** Returns false if a write was due and failed: then nothing is acknowledged. */
    private boolean writeIfDue(boolean now) {
        Instant contact = state.link().lastContact();
        boolean old = contact.isAfter(written.plus(CONTACT_AGE));
        boolean debounced = unwritten && contact.isAfter(written.plus(DEBOUNCE));
        String feed = intake.feed();
        ProxySettings settings = state.settings();
        if (feed != null && settings != null && (now || old || debounced)) {
            try {
                state.tables().forgetEnded(state.clock().instant());
                file.write(new TableState(
                        TableState.VERSION,
                        feed,
                        intake.applied(),
                        contact,
                        settings,
                        state.tables().copy()));
            } catch (IOException failure) {
                LOG.error(
                        "The snapshot cannot be written; no changes are acknowledged until it can: {}",
                        failure.toString());
                return false;
            }
            written = contact;
            unwritten = false;
            owed = false;
        }
        acknowledged = intake.applied();
        return true;
    }

    private void heard() {
        if (quiet) {
            LOG.info("A hub responds again");
        }
        quiet = false;
        pause = FIRST_PAUSE;
    }

    private void lost(Throwable failure) throws InterruptedException, ExecutionException {
        if (stopped.isDone()) {
            return;
        }
        state.link().lost();
        if (!quiet) {
            LOG.warn("No hub responds ({}); known grants are honored for the grace period", failure.getMessage());
        }
        quiet = true;
        told();
        // Jitter: many proxies must not reconnect to a restarted hub at the same time.
        sleep(pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1));
        pause = Math.min(pause * 2, state.settings() == null ? LONGEST_FIRST_PAUSE : LONGEST_PAUSE);
    }
}
