package dev.berth.hub.server;

import dev.berth.spi.spawn.Observation.Phase;
import java.time.OffsetDateTime;

/**
 * One line of a start's progress.
 *
 * @param seq increases with each line of a server
 * @param percent 0 to 100, an estimate rather than a measurement
 */
public record ProgressLine(long seq, OffsetDateTime at, Phase phase, int percent, String message) {}
