package dev.berth.proxy.hub;

import java.time.Duration;

/**
 * Where a follower of the feed stands: whether a hub responds, how far the disk is behind the tables, and what may be acknowledged. The
 * follower reports events and does what this says; every transition is here.
 *
 * <pre>
 * contact       no hub responds              page applied
 *            ┌───────────┐  ┌──────────────────────────────────┐
 *            │           ▼  │                                  ▼
 *            └────── SEARCHING (failures + 1)              FOLLOWING ──┐ page applied
 *                           ▲                                  │  ▲    │
 *                           └──────────────────────────────────┘  └────┘
 *                                     no hub responds
 *
 * disk                page adds something       page takes something away
 *            CURRENT ─────────────────────► BEHIND ─────────────────────► OWING
 *             ▲ │ ▲                            │                          │  ▲
 *             │ │ └──────────── written ───────┘                          │  │
 *             │ └────────── page takes something away ────────────────────┼──┘
 *             └───────────────────────────── written ─────────────────────┘
 * </pre>
 *
 * <ul>
 *   <li>CURRENT: the snapshot on disk is what the tables hold.
 *   <li>BEHIND: the snapshot lacks only additions. They are acknowledged unwritten, because after a crash the feed delivers them again.
 *   <li>OWING: the snapshot still allows what is no longer allowed. Nothing is acknowledged until it is written.
 *   <li>A write that fails changes nothing. A broken feed keeps contact and disk, and acknowledges nothing until the next snapshot.
 * </ul>
 *
 * @param acknowledged the number that the next request acknowledges; -1 for none
 */
record FeedProgress(Contact contact, Disk disk, long acknowledged) {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    /** Enough doublings to reach any pause in use, and far from an overflow. */
    private static final int MOST_DOUBLINGS = 16;

    /** Whether a hub responds. */
    sealed interface Contact {

        /** The last page was applied completely. */
        record Following() implements Contact {}

        /**
         * No hub has responded yet, or any more.
         *
         * @param failures how many requests in a row have failed
         */
        record Searching(int failures) implements Contact {}
    }

    /** How the snapshot on disk compares with the tables. */
    enum Disk {
        CURRENT,
        BEHIND,
        OWING
    }

    /** With the state that an earlier run left on disk, or with nothing. */
    static FeedProgress begin(long restored) {
        return new FeedProgress(new Contact.Searching(0), Disk.CURRENT, restored);
    }

    /** A page is in the tables, and the connections that it affects are closed. */
    FeedProgress applied(boolean changed, boolean takesAway) {
        Disk next = takesAway || disk == Disk.OWING ? Disk.OWING : changed ? Disk.BEHIND : disk;
        return new FeedProgress(new Contact.Following(), next, acknowledged);
    }

    /** The snapshot with everything up to this number is on disk. */
    FeedProgress written(long upTo) {
        return new FeedProgress(contact, Disk.CURRENT, upTo);
    }

    /** A write was not due: what is in the tables is acknowledged, unless something is owed. */
    FeedProgress unwritten(long upTo) {
        return disk == Disk.OWING ? this : new FeedProgress(contact, disk, upTo);
    }

    /** The feed cannot be continued; only a snapshot helps. */
    FeedProgress broken() {
        return new FeedProgress(contact, disk, -1);
    }

    /** No hub responds. */
    FeedProgress lost() {
        int before = contact instanceof Contact.Searching searching ? searching.failures() : 0;
        return new FeedProgress(new Contact.Searching(before + 1), disk, acknowledged);
    }

    /** Whether contact was just lost, and is worth a line in the log. */
    boolean newlyLost() {
        return contact instanceof Contact.Searching searching && searching.failures() == 1;
    }

    /** Whether the hubs had been reported as lost. */
    boolean reportedLost() {
        return contact instanceof Contact.Searching searching && searching.failures() > 0;
    }

    /** How long to pause before the next attempt, at most: each failure doubles it. */
    Duration pause(Duration longest) {
        int failures = contact instanceof Contact.Searching searching ? searching.failures() : 0;
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.clamp(failures - 1L, 0, MOST_DOUBLINGS));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
