package dev.berth.bench.load;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;

/** One load. Everything but the constructor happens on one event loop. */
public final class Load {

    private static final int DIGITS = 3;

    private final Vertx vertx;
    private final Context context;
    private final Operation operation;
    private final Histogram micros = new Histogram(DIGITS);
    private final Promise<Outcome> result = Promise.promise();
    private int started;
    private int ended;
    private int failed;
    private String firstFailure = "";
    private long began;

    private Load(Vertx vertx, Operation operation) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.operation = operation;
    }

    /** Operations one after the other, some at a time; returns when all have ended. */
    public static Outcome closed(Vertx vertx, int operations, int atOnce, Operation operation) {
        Load load = new Load(vertx, operation);
        load.context.runOnContext(_ -> {
            load.began = System.nanoTime();
            for (int i = 0; i < Math.min(atOnce, operations); i++) {
                load.chain(() -> load.started < operations);
            }
        });
        return load.result.future().await();
    }

    /** The same for a time, to warm up; what was begun then ends. */
    public static Outcome timed(Vertx vertx, int seconds, int atOnce, Operation operation) {
        Load load = new Load(vertx, operation);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        load.context.runOnContext(_ -> {
            load.began = System.nanoTime();
            for (int i = 0; i < atOnce; i++) {
                load.chain(() -> System.nanoTime() - end < 0);
            }
        });
        return load.result.future().await();
    }

    /** One operation after the other until {@code more} says no; does not wait. */
    public static Future<Outcome> meanwhile(Vertx vertx, BooleanSupplier more, Operation operation) {
        Load load = new Load(vertx, operation);
        load.context.runOnContext(_ -> {
            load.began = System.nanoTime();
            load.chain(more);
        });
        return load.result.future();
    }

    /** Operations at a fixed rate, however long they take: each counts from the moment at which it was due. */
    public static Outcome offered(Vertx vertx, int operations, int perSecond, Operation operation) {
        Load load = new Load(vertx, operation);
        load.context.runOnContext(_ -> {
            load.began = System.nanoTime();
            load.vertx.setPeriodic(5, timer -> load.due(timer, operations, perSecond));
        });
        return load.result.future().await();
    }

    private void chain(BooleanSupplier more) {
        if (!more.getAsBoolean()) {
            if (started == ended) {
                result.tryComplete(outcome());
            }
            return;
        }
        run(System.nanoTime()).onComplete(_ -> chain(more));
    }

    private void due(long timer, int operations, int perSecond) {
        double nanosEach = 1e9 / perSecond;
        while (started < operations && began + (long) (started * nanosEach) <= System.nanoTime()) {
            run(began + (long) (started * nanosEach)).onComplete(_ -> {
                if (ended == operations) {
                    result.tryComplete(outcome());
                }
            });
        }
        if (started == operations) {
            vertx.cancelTimer(timer);
        }
    }

    private Future<?> run(long since) {
        int number = started++;
        Future<?> future;
        try {
            future = operation.run(number);
        } catch (RuntimeException failure) {
            future = Future.failedFuture(failure);
        }
        return future.onComplete(_ -> micros.recordValue((System.nanoTime() - since) / 1000), this::failed)
                .onComplete(_ -> ended++);
    }

    private void failed(Throwable failure) {
        failed++;
        if (firstFailure.isEmpty()) {
            firstFailure = String.valueOf(failure.getMessage());
        }
    }

    private Outcome outcome() {
        return new Outcome(ended - failed, failed, (System.nanoTime() - began) / 1e9, micros, firstFailure);
    }
}
