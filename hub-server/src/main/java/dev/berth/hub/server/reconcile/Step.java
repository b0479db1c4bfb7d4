package dev.berth.hub.server.reconcile;

import dev.berth.hub.profile.ServerSpec;
import dev.berth.hub.server.PublicPaths;
import dev.berth.hub.server.Seen;
import dev.berth.hub.server.ServerRow;
import dev.berth.hub.server.ServersProperties;
import dev.berth.hub.user.Groups;
import dev.berth.spi.fault.Failpoint;
import dev.berth.spi.route.Route;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.Spawner;
import dev.berth.spi.spawn.SpawnerUnavailableException;
import dev.berth.spi.spawn.StartOutcome;
import dev.berth.spi.spawn.StartRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * One step with one claimed row: ask the spawner, record the consequence, and determine when to continue. Does not hold a transaction while
 * the spawner works.
 */
@Component
class Step {

    private static final Logger log = LoggerFactory.getLogger(Step.class);

    private final Spawner spawner;
    private final Outcomes outcomes;
    private final PublicPaths paths;
    private final SingleUserEnvironment singleUser;
    private final Groups groups;
    private final ServersProperties properties;
    private final long upSince = System.nanoTime();

    Step(
            Spawner spawner,
            Outcomes outcomes,
            PublicPaths paths,
            SingleUserEnvironment singleUser,
            Groups groups,
            ServersProperties properties) {
        this.spawner = spawner;
        this.outcomes = outcomes;
        this.paths = paths;
        this.singleUser = singleUser;
        this.groups = groups;
        this.properties = properties;
    }

    /** Returns how long until the row must be checked again; null if there is nothing to do until the next request. */
    @Nullable Duration take(ServerRow row) {
        try {
            return switch (Lifecycle.task(row.wanted(), row.seen(), row.accepted())) {
                case START -> start(row);
                case LOOK -> look(row);
                case STOP -> stop(row);
                case NOTHING -> null;
            };
        } catch (SpawnerUnavailableException unavailable) {
            log.warn(
                    "The spawner could not be asked about {} of {}; its state is unchanged, the next attempt is in {}: {}",
                    row.runtimeName(),
                    row.userName(),
                    properties.lookInterval(),
                    unavailable.getMessage());
            return properties.lookInterval();
        }
    }

    private @Nullable Duration start(ServerRow row) {
        Failpoint.START_BEFORE_SPAWNER.here();
        StartOutcome outcome = spawner.start(request(row));
        Transition transition = Lifecycle.afterStart(outcome);
        Failpoint.START_SPAWNED.here();
        outcomes.record(row, transition, seenAfter(outcome, row), spawner.domain());
        Failpoint.START_RECORDED.here();
        return transition instanceof Transition.Ended ? null : properties.startingInterval();
    }

    /** A generation that was ended before its start was recorded may have run. */
    private Observation seenAfter(StartOutcome outcome, ServerRow row) {
        return outcome instanceof StartOutcome.Superseded
                ? spawner.observe(row.ref())
                : new Observation.Unknown("The server was not observed yet");
    }

    private @Nullable Duration look(ServerRow row) {
        Observation observed = spawner.observe(row.ref());
        if (observed instanceof Observation.Unknown) {
            outcomes.recordUnknown(row);
        }
        @Nullable Duration exceeded = isOverdue(row) ? row.requiredLaunch().spec().startTimeout() : null;
        Transition transition = Lifecycle.afterLook(row.seen(), row.address(), exceeded, row.missing(), observed);
        seen(transition);
        outcomes.record(row, transition, observed, spawner.domain());
        recorded(transition);
        return switch (transition) {
            case Transition.Ended ignored -> null;
            case Transition.GiveUp ignored -> Duration.ZERO;
            case Transition.Progress ignored -> properties.startingInterval(row.pending());
            case Transition.Accepted ignored -> properties.startingInterval();
            case Transition.Ready ignored -> properties.lookInterval();
            case Transition.SeenAgain ignored -> properties.lookInterval();
            case Transition.Keep ignored ->
                row.seen() == Seen.READY ? properties.lookInterval() : properties.startingInterval(row.pending());
        };
    }

    /**
     * A hub that has just started does not time out starts: it might not have observed yet what happened to a start while no hub was
     * running.
     */
    private boolean isOverdue(ServerRow row) {
        return row.deadline() != null
                && row.deadline().isOver()
                && System.nanoTime() - upSince >= properties.newcomerPatience().toNanos();
    }

    private @Nullable Duration stop(ServerRow row) {
        Failpoint.STOP_BEFORE_SPAWNER.here();
        if (row.accepted() && !row.times().allocated()) {
            // The runtime may forget a server that it has stopped: what it has used is recorded before.
            outcomes.record(row, new Transition.Keep(), spawner.observe(row.ref()), spawner.domain());
        }
        spawner.stop(row.ref(), grace(row));
        Observation observed = spawner.observe(row.ref());
        Transition transition = Lifecycle.afterStop(observed);
        if (transition instanceof Transition.Ended) {
            Failpoint.STOP_SEEN_GONE.here();
            outcomes.record(row, transition, observed, spawner.domain());
            Failpoint.STOP_RECORDED.here();
            return null;
        }
        return properties.startingInterval();
    }

    /** A server that never responded has no work to save, and its owner waits for the reason. */
    private static Duration grace(ServerRow row) {
        return row.seen() == Seen.STARTING
                ? Duration.ZERO
                : row.requiredLaunch().spec().stopGrace();
    }

    private StartRequest request(ServerRow row) {
        ServerRow.Launch launch = row.requiredLaunch();
        return new StartRequest(
                row.ref(),
                launch.owner(),
                row.name(),
                launch.home(),
                paths.basePath(launch.path()),
                launch.spec().image(),
                command(launch.spec()),
                environment(row, launch),
                Objects.requireNonNull(row.token(), "a wanted server has a token"),
                launch.spec().limits(),
                launch.spec().template(),
                // The current groups, not those at the time of the request.
                groups.of(List.of(row.userId())).getOrDefault(row.userId(), List.of()));
    }

    /** A server that authorizes its visitors itself is JupyterHub's, unless the profile names another program. */
    private static List<String> command(ServerSpec spec) {
        boolean standard = spec.mode() == Route.Mode.SELF && spec.command().isEmpty();
        return standard ? List.of("jupyterhub-singleuser") : spec.command();
    }

    /** What a server needs to know about its location, under JupyterHub's names; a profile cannot override it. */
    private Map<String, String> environment(ServerRow row, ServerRow.Launch launch) {
        Map<String, String> environment = new HashMap<>(launch.spec().environment());
        environment.put("JUPYTERHUB_USER", launch.owner().name());
        environment.put("JUPYTERHUB_SERVER_NAME", row.name());
        environment.put("JUPYTERHUB_BASE_URL", paths.baseUrl());
        environment.put("JUPYTERHUB_SERVICE_PREFIX", paths.basePath(launch.path()));
        environment.put("JUPYTERHUB_HOST", paths.hubHost());
        if (launch.spec().mode() == Route.Mode.SELF) {
            environment.putAll(singleUser.of(row));
        }
        return environment;
    }

    private static void seen(Transition transition) {
        if (transition instanceof Transition.Ready) {
            Failpoint.READY_SEEN.here();
        } else if (transition instanceof Transition.SeenAgain) {
            Failpoint.ADOPT_BEFORE_ROUTE.here();
        }
    }

    private static void recorded(Transition transition) {
        if (transition instanceof Transition.Ready) {
            Failpoint.READY_RECORDED.here();
        } else if (transition instanceof Transition.SeenAgain) {
            Failpoint.ADOPT_RECORDED.here();
        }
    }
}
