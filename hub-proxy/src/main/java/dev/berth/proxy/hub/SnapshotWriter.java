package dev.berth.proxy.hub;

import dev.berth.proxy.hub.FeedProgress.Disk;
import dev.berth.proxy.table.SnapshotFile;
import dev.berth.proxy.table.TableState;
import dev.berth.spi.route.ProxySettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides when the snapshot on disk is written, and writes it. Used by one thread. */
final class SnapshotWriter {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotWriter.class);

    /** How long changes that only add something may be unwritten: after a crash the feed delivers them again. */
    static final Duration DEBOUNCE = Duration.ofSeconds(1);

    /** The grace period counts from the last contact recorded on disk, so that record must not become old while nothing changes. */
    private static final Duration CONTACT_AGE = Duration.ofSeconds(30);

    private final ProxyState state;
    private final SnapshotFile file;
    private final FeedIntake intake;
    private Instant written = Instant.EPOCH;

    SnapshotWriter(ProxyState state, SnapshotFile file, FeedIntake intake) {
        this.state = state;
        this.file = file;
        this.intake = intake;
    }

    /** What happened to the snapshot. */
    enum Attempt {
        WRITTEN,
        NOT_DUE,
        FAILED
    }

    /** Writes if that is due, or in any case. */
    Attempt write(Disk disk, boolean anyway) {
        Instant contact = state.link().lastContact();
        boolean old = contact.isAfter(written.plus(CONTACT_AGE));
        boolean due = switch (disk) {
            case CURRENT -> old;
            case BEHIND -> old || contact.isAfter(written.plus(DEBOUNCE));
            case OWING -> true;
        };
        String feed = intake.feed();
        ProxySettings settings = state.settings();
        if (feed == null || settings == null || !(due || anyway)) {
            return Attempt.NOT_DUE;
        }
        try {
            state.tables().forgetEnded(state.clock().instant());
            file.write(new TableState(
                    TableState.VERSION,
                    feed,
                    intake.applied(),
                    contact,
                    settings,
                    state.tables().copy()));
        } catch (IOException failure) {
            LOG.error(
                    "The snapshot cannot be written; no changes are acknowledged until it can: {}", failure.toString());
            return Attempt.FAILED;
        }
        written = contact;
        return Attempt.WRITTEN;
    }
}
