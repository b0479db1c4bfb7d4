package dev.berth.spawner.local;

import dev.berth.spawner.base.HomeFolders;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Owner;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.SpawnerUnavailableException;
import dev.berth.spi.spawn.StartOutcome;
import dev.berth.spi.spawn.StartRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** Starts a generation of a server, at most once even if several callers try. */
record ServerStart(
        RuntimeFolder runtime,
        Users users,
        HomeFolders homes,
        ServerLook look,
        Supervisor supervisor,
        Scopes scopes,
        Programs programs,
        Ports ports,
        MachineAccounts accounts) {

    StartOutcome of(StartRequest request) throws IOException {
        ServerRef ref = request.ref();
        ServerFolder folder = runtime.server(ref.runtimeName());
        finishForgetting(folder);
        StartOutcome known = known(folder, ref);
        if (known != null) {
            return known;
        }
        Failure refusal = refusal(request);
        if (refusal != null) {
            return new StartOutcome.Refused(refusal);
        }
        try {
            return of(request, folder, accounts.resolve(request.owner()));
        } catch (MachineAccounts.UnreadableException unreadable) {
            return new StartOutcome.Refused(new Failure(ReasonCode.REFUSED, String.valueOf(unreadable.getMessage())));
        }
    }

    private StartOutcome of(StartRequest request, ServerFolder folder, MachineAccounts.Resolved resolved)
            throws IOException {
        Failure failure = home(request, resolved.home());
        if (failure != null) {
            return new StartOutcome.Refused(failure);
        }
        settleOlder(folder, request.ref());
        folder.create();
        Path home = resolved.home() == null ? homes.of(request.home()) : resolved.home();
        // Held until the supervisor has reported its result: by then a claim records the port.
        try (Ports.Reserved reserved = ports.reserve()) {
            return launch(folder, request, new Place(home, resolved.owner(), reserved.port()));
        }
    }

    /** Where a server runs, and with which rights. */
    private record Place(Path home, Owner owner, int port) {}

    /** What the existing claims already decide; null if this is the first and newest start. */
    private static @Nullable StartOutcome known(ServerFolder folder, ServerRef ref) throws IOException {
        NavigableMap<Long, Claim> claims = folder.claims();
        if (claims.higherKey(ref.generation()) != null) {
            return new StartOutcome.Superseded();
        }
        Claim claim = claims.get(ref.generation());
        if (claim == null) {
            return null;
        }
        boolean over = claim instanceof Claim.Tombstone || folder.has(ref.generation(), "stop");
        return over ? new StartOutcome.Superseded() : new StartOutcome.Accepted();
    }

    private @Nullable Failure refusal(StartRequest request) throws IOException {
        String unenforceable = scopes.problem(request.limits());
        if (unenforceable != null) {
            return Failure.of(
                    ReasonCode.LIMIT_UNENFORCEABLE,
                    "local.limits",
                    request.limits().inWords(),
                    unenforceable);
        }
        if (!request.image().isEmpty()) {
            return Failure.of(ReasonCode.REFUSED, "local.image");
        }
        if (!request.template().isEmpty()) {
            return Failure.of(ReasonCode.REFUSED, "local.template", request.template());
        }
        Failure user = users.refusal(request);
        if (user != null) {
            return user;
        }
        String program = programs.problem(request);
        return program == null ? null : new Failure(ReasonCode.NOT_EXECUTABLE, program);
    }

    private @Nullable Failure home(StartRequest request, @Nullable Path own) throws IOException {
        long uid = users.uid(request.owner());
        return own == null
                ? homes.prepare(request.home(), uid, request.owner().gid())
                : MachineAccounts.problem(own, uid);
    }

    private void settleOlder(ServerFolder folder, ServerRef ref) throws IOException {
        long left = look.newestLeft(folder, ref.generation() - 1);
        if (left > 0) {
            throw new SpawnerUnavailableException("Generation " + left + " of " + ref.runtimeName() + " still exists");
        }
    }

    private StartOutcome launch(ServerFolder folder, StartRequest request, Place place) throws IOException {
        ServerRef ref = request.ref();
        String nonce = PrivateFiles.nonce();
        long uid = users.uid(request.owner());
        Program program;
        try {
            program = programs.of(request, place.home(), place.port(), runtime.nodeId());
        } catch (IllegalArgumentException malformed) {
            return new StartOutcome.Refused(new Failure(ReasonCode.REFUSED, String.valueOf(malformed.getMessage())));
        }
        String claim = Claim.Launch.text(
                nonce, uid, place.port(), request.basePath(), programs.isJupyterLab(request), request.token());
        PrivateFiles.write(folder.file(ref.generation(), nonce + ".launch"), claim);
        PrivateFiles.write(folder.file(ref.generation(), nonce + ".program"), program.script());
        Marker marker = Marker.of(ref, runtime.nodeId(), uid);
        return outcome(
                folder,
                ref,
                supervisor.launch(new Supervisor.Order(
                        folder, ref.generation(), nonce, marker, place.owner(), request.limits())));
    }

    private static StartOutcome outcome(ServerFolder folder, ServerRef ref, Supervisor.Answer answer)
            throws IOException {
        return switch (answer) {
            case CLAIMED -> {
                folder.prune(ref.generation());
                yield new StartOutcome.Accepted();
            }
            case SUPERSEDED -> new StartOutcome.Superseded();
            case TAKEN -> {
                StartOutcome known = known(folder, ref);
                yield known == null ? new StartOutcome.Superseded() : known;
            }
            case OLDER ->
                throw new SpawnerUnavailableException("An older generation of " + ref.runtimeName() + " still exists");
            case BUSY, GONE -> throw new SpawnerUnavailableException("Launching " + ref + " failed: " + answer);
        };
    }

    /** A hub that was killed while it was forgetting this server has left the folder closed. */
    private void finishForgetting(ServerFolder folder) throws IOException {
        if (!folder.isClosed()) {
            return;
        }
        if (look.newestLeft(folder, Long.MAX_VALUE) > 0) {
            folder.reopen();
        } else {
            folder.remove();
        }
    }
}
