package dev.berth.spawner.local;

import dev.berth.spawner.local.LocalSpawnerProperties.SharedUid;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Owner;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.StartRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides under which UID a user's server runs and which users can have one. */
record Users(RuntimeFolder runtime, long hubUid, SharedUid shared) {

    private static final long HIGHEST_ID = 0xFFFF_FFFEL;

    /** Whether the operating system isolates the processes of different users. */
    boolean isolated() {
        return hubUid == 0;
    }

    /** The UID under which the owner's server runs. */
    long uid(Owner owner) {
        return isolated() ? owner.uid() : hubUid;
    }

    /** Why this user cannot have a server here, or null. */
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
                : failure("The hub does not run as root, so all servers run under its UID " + hubUid
                        + " and users are not isolated. It therefore serves only the user whose home directory is '"
                        + first
                        + "'. Run the hub as root, or set berth.spawner.local.shared-uid=accepted to accept this");
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
