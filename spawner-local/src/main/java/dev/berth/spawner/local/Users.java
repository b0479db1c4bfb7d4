package dev.berth.spawner.local;

import dev.berth.spawner.local.LocalSpawnerProperties.SharedUid;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Owner;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.StartRequest;
import dev.berth.spi.text.Texts;
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
                    ? Failure.of(ReasonCode.UID_REFUSED, "local.uid-range", owner.uid(), owner.gid())
                    : null;
        }
        if (shared == SharedUid.ACCEPTED) {
            return null;
        }
        String first = runtime.once("_first-user", request.home());
        return first.equals(request.home())
                ? null
                : Failure.of(ReasonCode.UID_REFUSED, "local.one-user", hubUid, first);
    }

    List<String> warnings() {
        if (isolated()) {
            return List.of();
        }
        String own = Texts.of("local.weakness.own-uid", hubUid);
        return shared == SharedUid.ACCEPTED ? List.of(own, Texts.of("local.weakness.shared")) : List.of(own);
    }
}
