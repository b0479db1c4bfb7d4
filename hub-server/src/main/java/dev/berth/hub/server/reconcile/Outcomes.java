package dev.berth.hub.server.reconcile;

import dev.berth.hub.server.Generations;
import dev.berth.hub.server.LogSecrets;
import dev.berth.hub.server.ProgressLog;
import dev.berth.hub.server.RunEvent;
import dev.berth.hub.server.RunLog;
import dev.berth.hub.server.Seen;
import dev.berth.hub.server.ServerEvent;
import dev.berth.hub.server.ServerRow;
import dev.berth.hub.server.Wanted;
import dev.berth.spi.route.Route;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.Observation.Address;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Records a transition in one transaction with everything that belongs to it: route, progress, audit. */
@Component
class Outcomes {

    private final ResultRepository results;
    private final ProgressLog progress;
    private final RunLog runs;
    private final Generations generations;
    private final ApplicationEventPublisher events;

    Outcomes(
            ResultRepository results,
            ProgressLog progress,
            RunLog runs,
            Generations generations,
            ApplicationEventPublisher events) {
        this.results = results;
        this.progress = progress;
        this.runs = runs;
        this.generations = generations;
        this.events = events;
    }

    /**
     * False if the row has changed and nothing was written.
     *
     * @param observed what the transition follows from
     */
    @Transactional
    public boolean record(ServerRow row, Transition transition, Observation observed, String domain) {
        if (!(transition instanceof Transition.Ended)) {
            recordAllocation(row, observed);
        }
        return switch (transition) {
            case Transition.Keep ignored -> true;
            case Transition.SeenAgain ignored -> results.seenAgain(row);
            case Transition.Accepted ignored -> results.accepted(row, domain);
            case Transition.Progress step -> recordProgress(row, step);
            case Transition.Ready ready -> recordReady(row, ready.address());
            case Transition.Ended ended -> recordEnd(row, LogSecrets.mask(ended.failure()), observed);
            case Transition.GiveUp given -> recordGivenUp(row, LogSecrets.mask(given.failure()));
        };
    }

    /** The first observation of a run that shows that it has resources. A server that is ready has some, whatever its runtime knows. */
    private void recordAllocation(ServerRow row, Observation observed) {
        boolean evident = observed.run().started() != null || observed instanceof Observation.Ready;
        if (!row.times().allocated() && evident && results.allocated(row)) {
            events.publishEvent(
                    RunEvent.allocated(row, observed.run(), row.times().ready()));
        }
    }

    /** Nothing is recorded for a start that was refused, or that ended before it had any resources. */
    private void recordGone(ServerRow row, Observation observed) {
        boolean vanished = observed instanceof Observation.Absent && row.accepted();
        boolean unrecorded = !row.times().allocated();
        if (unrecorded && (observed.run().started() != null || row.seen() == Seen.READY || vanished)) {
            Instant noticed = row.times().ready() == null
                    ? row.times().accepted()
                    : row.times().ready();
            events.publishEvent(RunEvent.allocated(row, observed.run(), noticed));
        }
        events.publishEvent(RunEvent.gone(row, observed.run()));
    }

    /** The runtime did not respond. */
    void recordUnknown(ServerRow row) {
        if (row.seen() != Seen.READY) {
            results.postponeTimeout(row);
        }
    }

    private boolean recordProgress(ServerRow row, Transition.Progress step) {
        if (!results.progress(row, step)) {
            return false;
        }
        progress.append(row.id(), row.generation(), step.phase(), step.message());
        return true;
    }

    private boolean recordReady(ServerRow row, Address address) {
        if (!results.ready(row, address)) {
            return false;
        }
        runs.ready(row.id(), row.generation());
        events.publishEvent(new ServerEvent.Answers(row.id(), row.userName(), row.name(), route(row, address)));
        return true;
    }

    private boolean recordEnd(ServerRow row, Failure failure, Observation observed) {
        if (!results.ended(row, failure)) {
            return false;
        }
        runs.ending(row.id(), row.generation(), failure.code().name());
        runs.ended(row.id(), row.generation());
        recordGone(row, observed);
        if (row.wanted() == Wanted.RUNNING) {
            publishEnd(row, failure);
        }
        publishWithdrawn(row);
        results.removalBy(row).ifPresent(by -> {
            generations.end(row);
            events.publishEvent(new ServerEvent.Removed(row.id(), row.userName(), row.name(), by));
        });
        generations.beginAgainIfWished(row);
        return true;
    }

    private boolean recordGivenUp(ServerRow row, Failure failure) {
        if (!results.giveUp(row, failure)) {
            return false;
        }
        runs.ending(row.id(), row.generation(), failure.code().name());
        publishEnd(row, failure);
        publishWithdrawn(row);
        return true;
    }

    private void publishWithdrawn(ServerRow row) {
        events.publishEvent(
                new ServerEvent.Withdrawn(row.id(), row.requiredLaunch().path()));
    }

    private void publishEnd(ServerRow row, Failure failure) {
        events.publishEvent(new ServerEvent.Ended(row.id(), row.userName(), row.name(), failure, null));
    }

    private static Route route(ServerRow row, Address address) {
        ServerRow.Launch launch = row.requiredLaunch();
        @Nullable String token = row.token() == null ? null : row.token().value();
        return new Route(
                launch.path(),
                launch.hostLabel().isEmpty() ? null : launch.hostLabel(),
                address.ip(),
                address.port(),
                launch.spec().mode(),
                launch.spec().mode() == Route.Mode.EDGE ? token : null,
                row.generation(),
                address.uid());
    }
}
