package dev.berth.hub.server;

import dev.berth.hub.server.ServerRow.Launch;
import dev.berth.hub.server.WishRepository.Current;
import dev.berth.spi.fault.Failpoint;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.ReasonCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Requests to start and stop servers. Each is one short transaction that records the wanted state and returns; 202 in the API means that
 * the request is durable. Never calls a spawner.
 */
@Component
public class ServerRequests {

    private final WishRepository wishes;
    private final RunLog runs;
    private final Generations generations;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final ServersProperties properties;

    ServerRequests(
            WishRepository wishes,
            RunLog runs,
            Generations generations,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            ServersProperties properties) {
        this.wishes = wishes;
        this.runs = runs;
        this.generations = generations;
        this.events = events;
        this.transaction = transaction;
        this.properties = properties;
    }

    /** Requests that a server run. Repeating it while the server is starting changes nothing. */
    public StartResult start(StartServer command) {
        Optional<String> problem = ServerNames.problem(command.serverName());
        if (problem.isPresent()) {
            return new StartResult.BadName(problem.get());
        }
        StartResult result = transaction.execute(status -> startLocked(command));
        Failpoint.START_WANTED_AFTER.here();
        return result;
    }

    private StartResult startLocked(StartServer command) {
        // Locked until the end of the transaction: the account cannot be closed or renamed in between, and two new
        // names are counted one
        // after the other.
        if (!wishes.lockActiveOwner(command.userId())) {
            return new StartResult.AccountClosed();
        }
        if (!command.serverName().isEmpty()
                && wishes.countNamed(command.userId(), command.serverName()) >= properties.namedLimit()) {
            return new StartResult.TooManyNamed(properties.namedLimit());
        }
        Optional<String> reserved = ServerNames.reserved(command.serverName());
        if (reserved.isPresent()
                && wishes.lock(command.userId(), command.serverName()).isEmpty()) {
            return new StartResult.ReservedName(reserved.get());
        }
        Current current = wishes.lockOrCreate(command.userId(), command.home(), command.serverName());
        return switch (current.state()) {
            case READY -> new StartResult.AlreadyRunning(current.id());
            case PENDING_START -> new StartResult.AlreadyPending(current.id(), current.generation());
            case PENDING_STOP -> new StartResult.StillStopping(current.id());
            case STOPPED -> full().orElseGet(() -> startNew(current, command));
        };
    }

    /** Counted and reserved in one transaction, so that parallel starts cannot both take the last place. */
    private Optional<StartResult> full() {
        if (properties.pendingLimit() == 0 && properties.activeLimit() == 0) {
            return Optional.empty();
        }
        wishes.lockLimits();
        if (properties.pendingLimit() > 0 && wishes.countPending() >= properties.pendingLimit()) {
            return Optional.of(new StartResult.Busy("pending starts", properties.pendingLimit()));
        }
        if (properties.activeLimit() > 0 && wishes.countActive() >= properties.activeLimit()) {
            return Optional.of(new StartResult.Busy("active servers", properties.activeLimit()));
        }
        return Optional.empty();
    }

    private StartResult startNew(Current current, StartServer command) {
        String path = PublicPaths.routePath(current.userName(), current.name());
        Launch launch = new Launch(command.spec(), command.owner(), command.home(), command.hostLabel(), path);
        long generation = generations.begin(current, launch, command.by());
        Failpoint.START_WANTED_BEFORE.here();
        return new StartResult.Wanted(current.id(), generation);
    }

    /** Requests that a server stop, for a person or because an account was closed. A pending start is cancelled. */
    public StopResult stop(long userId, String serverName, Failure why, @Nullable String by) {
        StopResult result = transaction.execute(status -> wishes.lock(userId, serverName)
                .map(current -> stopLocked(current, why, by, null))
                .orElse(StopResult.UNKNOWN_SERVER));
        Failpoint.STOP_WANTED_AFTER.here();
        return result;
    }

    /**
     * A policy decides to stop a server, based on evidence. This happens only if the server is still in the generation to which the
     * evidence applies, and if {@code stillHolds} confirms, inside the transaction and with the row locked, that no newer evidence
     * contradicts it.
     */
    public StopResult cull(long serverId, long generation, Failure why, String evidenceJson, StillHolds stillHolds) {
        Failpoint.CULL_BEFORE_DECISION.here();
        StopResult result = transaction.execute(status -> wishes.lock(serverId)
                .map(current ->
                        current.generation() == generation && current.state() == ServerState.READY && stillHolds.check()
                                ? stopLocked(current, why, null, evidenceJson)
                                : StopResult.OUTDATED)
                .orElse(StopResult.UNKNOWN_SERVER));
        if (result == StopResult.WANTED) {
            Failpoint.CULL_DECIDED.here();
        }
        return result;
    }

    private StopResult stopLocked(Current current, Failure why, @Nullable String by, @Nullable String evidenceJson) {
        return switch (current.state()) {
            case STOPPED -> StopResult.ALREADY_STOPPED;
            case PENDING_STOP -> {
                wishes.restartWhenGone(current.id(), null);
                yield StopResult.ALREADY_STOPPING;
            }
            case PENDING_START, READY -> {
                wishes.stop(current, why, by, evidenceJson);
                runs.ending(current.id(), current.generation(), why.code().name());
                events.publishEvent(new ServerEvent.Ended(current.id(), current.userName(), current.name(), why, by));
                if (current.path() != null) {
                    events.publishEvent(new ServerEvent.Withdrawn(current.id(), current.path()));
                }
                Failpoint.STOP_WANTED_BEFORE.here();
                yield StopResult.WANTED;
            }
        };
    }

    /**
     * Requests that a ready server be restarted unchanged. The request is durable: the replica that observes the end of the server begins
     * its next generation in the same transaction. Stopping the server in between cancels the restart.
     *
     * @return whether it will be restarted; a server that is stopped or starting is left unchanged
     */
    public boolean restart(long userId, String serverName, String by) {
        boolean wished = Boolean.TRUE.equals(transaction.execute(status -> wishes.lock(userId, serverName)
                .map(current -> restartLocked(current, by))
                .orElse(false)));
        Failpoint.STOP_WANTED_AFTER.here();
        return wished;
    }

    private boolean restartLocked(Current current, String by) {
        if (current.state() != ServerState.READY && current.state() != ServerState.PENDING_STOP) {
            return false;
        }
        var _ = stopLocked(current, Failure.of(ReasonCode.REQUESTED, "server.restarted-by", by), by, null);
        wishes.restartWhenGone(current.id(), by);
        return true;
    }

    /**
     * Requests the deletion of a named server. Its row is the hub's only record of a process, so the row is deleted when the process is
     * gone: immediately for a stopped server, otherwise together with the record of its end, even if the client no longer waits.
     */
    public StopResult remove(long userId, String serverName, String by) {
        StopResult result = transaction.execute(status -> wishes.lock(userId, serverName)
                .map(current -> removeLocked(current, by))
                .orElse(StopResult.UNKNOWN_SERVER));
        Failpoint.STOP_WANTED_AFTER.here();
        return result;
    }

    private StopResult removeLocked(Current current, String by) {
        StopResult stopped = stopLocked(current, requested(by), by, null);
        if (stopped == StopResult.ALREADY_STOPPED) {
            wishes.delete(current.id());
            events.publishEvent(new ServerEvent.Removed(current.id(), current.userName(), current.name(), by));
        } else {
            wishes.removeWhenGone(current.id(), by);
        }
        return stopped;
    }

    /** How many named servers a user can have. */
    public int namedLimit() {
        return properties.namedLimit();
    }

    /** The reason that is recorded for a person's request. */
    public static Failure requested(String by) {
        return Failure.of(ReasonCode.REQUESTED, "server.stopped-by", by);
    }

    /** A final check, inside the deciding transaction. */
    @FunctionalInterface
    public interface StillHolds {
        boolean check();
    }
}
