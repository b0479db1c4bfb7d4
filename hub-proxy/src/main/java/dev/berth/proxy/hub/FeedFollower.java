package dev.berth.proxy.hub;

import dev.berth.proxy.hub.FeedIntake.Taken;
import dev.berth.proxy.hub.FeedProgress.Contact;
import dev.berth.proxy.hub.FeedProgress.Disk;
import dev.berth.proxy.hub.SnapshotWriter.Attempt;
import dev.berth.proxy.table.SnapshotFile;
import dev.berth.proxy.table.TableState;
import dev.berth.spi.route.FeedPage;
import dev.berth.spi.route.FeedRequest;
import dev.berth.spi.route.HubPaths;
import io.vertx.core.Future;
import java.time.Duration;
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
    private static final Duration CLOSING = Duration.ofSeconds(3);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** Until the first contact with a hub, no request is served, and the hub is probably just starting. */
    private static final Duration LONGEST_FIRST_PAUSE = Duration.ofMillis(400);

    private static final Duration PAUSE_AFTER_FAILED_WRITE = Duration.ofSeconds(1);

    private final HubClient hub;
    private final ProxyState state;
    private final SnapshotFile file;
    private final String name;
    private final FeedIntake intake;
    private final SnapshotWriter writer;
    private final CountDownLatch firstAttempt = new CountDownLatch(1);
    private final CountDownLatch known = new CountDownLatch(1);
    private final Thread thread;

    /** Used instead of an interrupt, which would close a file that is being written. */
    private final CompletableFuture<Boolean> stopped = new CompletableFuture<>();

    private FeedProgress progress = FeedProgress.begin(-1);

    public FeedFollower(HubClient hub, ProxyState state, SnapshotFile file, String name) {
        this.hub = hub;
        this.state = state;
        this.file = file;
        this.name = name;
        this.intake = new FeedIntake(state);
        this.writer = new SnapshotWriter(state, file, intake);
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
        write(true);
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
            progress = FeedProgress.begin(earlier.applied());
            LOG.info(
                    "Restored {} routes from the snapshot, as of {}",
                    earlier.tables().routes().size(),
                    earlier.lastContact());
        }
    }

    private void step() throws InterruptedException, ExecutionException {
        try {
            takeIn(nextPage());
        } catch (ExecutionException failure) {
            lost(failure.getCause() != null ? failure.getCause() : failure);
        } catch (TimeoutException | RuntimeException failure) {
            lost(failure);
        }
    }

    private FeedPage nextPage() throws InterruptedException, ExecutionException, TimeoutException {
        Duration wait = wait(progress);
        long acknowledged = Math.min(progress.acknowledged(), intake.applied());
        FeedRequest request = new FeedRequest(name, intake.feed(), acknowledged, wait.toMillis());
        return await(hub.call(HubPaths.FEED, request, FeedPage.class, wait.plus(SLACK)), Duration.ofMinutes(2));
    }

    /** A quick first response shows that the hub is available; if something is unwritten, the hub returns soon to have it written. */
    private static Duration wait(FeedProgress progress) {
        return switch (progress.contact()) {
            case Contact.Searching _ -> Duration.ZERO;
            case Contact.Following _ -> progress.disk() == Disk.CURRENT ? WAIT : SnapshotWriter.DEBOUNCE;
        };
    }

    private void takeIn(FeedPage page) throws InterruptedException, ExecutionException, TimeoutException {
        Taken taken;
        try {
            taken = intake.take(page);
        } catch (BrokenFeedException broken) {
            intake.forgetPlace();
            progress = progress.broken();
            throw broken;
        }
        var _ = await(taken.disconnected().otherwiseEmpty(), CLOSING);
        if (progress.reportedLost()) {
            LOG.info("A hub responds again");
        }
        state.link().contact();
        progress = progress.applied(taken.changed(), taken.takesAway());
        if (write(false) == Attempt.FAILED) {
            sleep(PAUSE_AFTER_FAILED_WRITE);
        }
    }

    private Attempt write(boolean anyway) {
        Attempt attempt = writer.write(progress.disk(), anyway);
        progress = switch (attempt) {
            case WRITTEN -> progress.written(intake.applied());
            case NOT_DUE -> progress.unwritten(intake.applied());
            case FAILED -> progress;
        };
        return attempt;
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

    private void sleep(Duration time) throws InterruptedException, ExecutionException {
        try {
            stopped.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException over) {
            // The full time has passed, as intended.
            return;
        }
    }

    private void lost(Throwable failure) throws InterruptedException, ExecutionException {
        if (stopped.isDone()) {
            return;
        }
        state.link().lost();
        progress = progress.lost();
        if (progress.newlyLost()) {
            LOG.warn("No hub responds ({}); known grants are honored for the grace period", failure.getMessage());
        }
        told();
        long pause = progress.pause(state.settings() == null ? LONGEST_FIRST_PAUSE : LONGEST_PAUSE)
                .toMillis();
        // Jitter: many proxies must not reconnect to a restarted hub at the same time.
        sleep(Duration.ofMillis(pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1)));
    }
}
