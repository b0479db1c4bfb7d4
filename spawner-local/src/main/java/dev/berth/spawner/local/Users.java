package dev.berth.spawner.local;

import dev.berth.spawner.local.LocalSpawnerProperties.SharedUid;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Owner;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.StartRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Under which UID a user's server runs, and who may have one. */
record Users(RuntimeFolder runtime, long hubUid, SharedUid shared) {

    private static final long HIGHEST_ID = 0xFFFF_FFFEL;

    /** Whether each user's processes are kept from the others' by the machine. */
    boolean isolated() {
        return hubUid == 0;
    }

    /** The UID that the server of this owner runs under. */
    long uid(Owner owner) {
        return isolated() ? owner.uid() : hubUid;
    }

    /** Why this user may not have a server here, or null. */
    @Nullable Failure refusal(StartRequest request) throws IOException {
        Owner owner = request.owner();
        if (isolated()) {
            return owner.uid() > HIGHEST_ID || owner.gid() > HIGHEST_ID
                    ? failure("UID " + owner.uid() + " and GID " + owner.gid() + " are out of range on this machine")
                    : null;
        }
        if (shared == SharedUid.ACCEPTED) {
            return null;
        }
        String first = runtime.once("_first-user", request.home());
        return first.equals(request.home())
                ? null
                : failure("This hub does not run as root, so all servers run under its UID " + hubUid
                        + " and nothing isolates users: it serves the one user whose home is '" + first
                        + "'. Run the hub as root, or accept that with berth.spawner.local.shared-uid=accepted");
    }

    List<String> warnings() {
        if (isolated()) {
            return List.of();
        }
        String own = "The hub does not run as root: notebooks run under its own UID " + hubUid
                + " and can read and change the hub's data.";
        return shared == SharedUid.ACCEPTED
                ? List.of(own, "Users are not isolated: each can read and change the data of all others.")
                : List.of(own);
    }

    private static Failure failure(String detail) {
        return new Failure(ReasonCode.UID_REFUSED, detail);
    }
}
