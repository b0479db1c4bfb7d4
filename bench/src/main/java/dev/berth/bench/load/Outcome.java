package dev.berth.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What a load took.
 *
 * @param done operations that succeeded
 * @param failed operations that did not
 * @param seconds from the first to the last
 * @param micros how long each took, in microseconds
 * @param firstFailure empty if there was none
 */
public record Outcome(int done, int failed, double seconds, Histogram micros, String firstFailure) {

    public double perSecond() {
        return done / seconds;
    }

    public double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1000.0;
    }
}
