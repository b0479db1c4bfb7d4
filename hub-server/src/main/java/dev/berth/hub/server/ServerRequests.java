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
 * Wishes about servers. Each is one short transaction that puts the wish on record and returns; 202 in the API means that it is
 * durable. Never calls a spawner.
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

    /** Wishes that a server run. Repeating it while the server is on its way changes nothing. */
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
        // Held to the end: nobody closes or renames the account meanwhile, and two new names are counted one after the
        // other.
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

    /** Counted and taken in one transaction, so that parallel starts cannot share the last place. */
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

    /** A person, or the end of a person's account, wishes that a server stop. A start that is pending is cancelled. */
    public StopResult stop(long userId, String serverName, Failure why, @Nullable String by) {
        StopResult result = transaction.execute(status -> wishes.lock(userId, serverName)
                .map(current -> stopLocked(current, why, by, null))
                .orElse(StopResult.UNKNOWN_SERVER));
        Failpoint.STOP_WANTED_AFTER.here();
        return result;
    }

    /**
     * Policy decides that a server is to stop, on evidence. Only if it is still the generation that the evidence is about, and {@code
     * stillHolds} confirms, inside the transaction and with the row locked, that nothing newer speaks against it.
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
                if (current.path() != null) {
                    events.publishEvent(new ServerEvent.Withdrawn(current.id(), current.path()));
                }
                events.publishEvent(new ServerEvent.Ended(current.id(), current.userName(), current.name(), why, by));
                Failpoint.STOP_WANTED_BEFORE.here();
                yield StopResult.WANTED;
            }
        };
    }

    /**
     * A person wishes that a ready server stop and start anew, as it was. The wish is durable: whoever sees the server gone begins its
     * next generation in the same transaction. A stop that is wished meanwhile takes it back.
     *
     * @return whether it will; a server that is stopped or on its way up is left as it is
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
        var _ = stopLocked(current, new Failure(ReasonCode.REQUESTED, "Restarted by " + by + "."), by, null);
        wishes.restartWhenGone(current.id(), by);
        return true;
    }

    /**
     * A person wishes that a named server be no more. Its row is what the hub knows of a process, so it goes when that is gone: at once
     * for a stopped server, else with the record of its end, whether or not anybody still waits for it.
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

    /** How many named servers a user may have. */
    public int namedLimit() {
        return properties.namedLimit();
    }

    /** The reason that is recorded when a person asks. */
    public static Failure requested(String by) {
        return new Failure(ReasonCode.REQUESTED, "Stopped by " + by + ".");
    }

    /** A last look, inside the deciding transaction. */
    @FunctionalInterface
    public interface StillHolds {
        boolean check();
    }
}
