package dev.berth.hub.user;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Allocates UIDs in the caller's transaction; one at a time over all replicas. */
@Component
final class UidRegistry {

    private static final long LOCK = 0x6265727468756964L;

    /** How many numbers are looked at first; twice as many each time when none of them was free. */
    private static final long WINDOW = 64;

    private final JdbcClient jdbc;
    private final MachineAccounts machine;
    private final Neighbours neighbours;
    private final UserProperties properties;

    /** Below it no number is free for good: UIDs are never given back. Each hub has its own, and a new hub begins at the range's start. */
    private final AtomicLong lowest = new AtomicLong();

    UidRegistry(JdbcClient jdbc, MachineAccounts machine, UserProperties properties) {
        this.jdbc = jdbc;
        this.machine = machine;
        this.neighbours = new Neighbours(machine);
        this.properties = properties;
    }

    /** The result of an allocation. */
    sealed interface UidAssignment {
        record Granted(long uid, long gid, String origin) implements UidAssignment {}

        record Refused(String code, String reason) implements UidAssignment {}
    }

    /** The UID for a new user: the requested one if it is allowed, otherwise the next free one. */
    UidAssignment choose(@Nullable PosixClaim claim) {
        if (taken().isEmpty()) {
            jdbc.sql("SELECT pg_advisory_xact_lock(:lock)").param("lock", LOCK).query(rows -> {});
        }
        return claim == null ? allocate() : judge(claim);
    }

    void keep(UidAssignment.Granted granted, long userId, UserName owner) {
        jdbc.sql("INSERT INTO uids (uid, gid, origin, user_id, owner_name) VALUES (:uid, :gid, :origin, :user, :owner)")
                .param("uid", granted.uid())
                .param("gid", granted.gid())
                .param("origin", granted.origin())
                .param("user", userId)
                .param("owner", owner.value())
                .update();
    }

    void tombstone(long userId) {
        jdbc.sql("UPDATE uids SET user_id = NULL, tombstoned = now() WHERE user_id = :user")
                .param("user", userId)
                .update();
    }

    private UidAssignment allocate() {
        long lowestHere =
                Math.max(lowest.get(), taken().map(taken -> taken.next).orElse(0L));
        long start = Math.max(lowestHere, properties.uidFrom());
        Long found = firstFree(start);
        if (found == null && start > properties.uidFrom()) {
            // A number that was passed over, such as one that this machine's account had, may be free by now.
            found = firstFree(properties.uidFrom());
        }
        if (found == null) {
            return new UidAssignment.Refused(
                    "UID_RANGE_EXHAUSTED",
                    "Every UID from " + properties.uidFrom() + " to " + properties.uidTo()
                            + " is in use or prohibited. Widen berth.users.uid-from and berth.users.uid-to.");
        }
        remember(found);
        return new UidAssignment.Granted(found, found, "ALLOCATED");
    }

    private @Nullable Long firstFree(long start) {
        List<UidRange> prohibited = prohibited();
        long at = start;
        long window = WINDOW;
        while (at <= properties.uidTo()) {
            long here = at;
            Optional<UidRange> range =
                    prohibited.stream().filter(each -> each.holds(here)).findFirst();
            if (range.isPresent()) {
                at = range.get().to() + 1;
                continue;
            }
            long end = Math.min(properties.uidTo(), at + window - 1);
            Set<Long> used = used(at, end);
            for (long candidate = at; candidate <= end; candidate++) {
                if (!used.contains(candidate) && !isProhibited(candidate, prohibited) && !neighbours.holds(candidate)) {
                    return candidate;
                }
            }
            at = end + 1;
            window = Math.min(2 * window, 1 << 16);
        }
        return null;
    }

    private static boolean isProhibited(long id, List<UidRange> prohibited) {
        return prohibited.stream().anyMatch(range -> range.holds(id));
    }

    /** UIDs and GIDs of the registry. Queried by index for a few numbers, because reading all of them for each new user would be slow. */
    private Set<Long> used(long from, long to) {
        return new HashSet<>(jdbc.sql("""
                SELECT uid FROM uids WHERE uid BETWEEN :from AND :to
                UNION ALL SELECT gid FROM uids WHERE gid BETWEEN :from AND :to""")
                .param("from", from)
                .param("to", to)
                .query((row, number) -> row.getLong(1))
                .list());
    }

    /**
     * What this transaction has taken. It counts for others from the commit on: what a transaction takes that is undone, such as a dry run, is
     * free again.
     */
    private final class Taken implements TransactionSynchronization {

        private long next;

        @Override
        public void afterCommit() {
            lowest.accumulateAndGet(next, Math::max);
        }
    }

    private Optional<Taken> taken() {
        return TransactionSynchronizationManager.isSynchronizationActive()
                ? TransactionSynchronizationManager.getSynchronizations().stream()
                        .filter(Taken.class::isInstance)
                        .map(Taken.class::cast)
                        .findFirst()
                : Optional.empty();
    }

    private void remember(long uid) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            Taken taken = taken().orElseGet(() -> {
                Taken first = new Taken();
                TransactionSynchronizationManager.registerSynchronization(first);
                return first;
            });
            taken.next = Math.max(taken.next, uid + 1);
        }
    }

    private UidAssignment judge(PosixClaim claim) {
        long gid = claim.gid() == null ? claim.uid() : claim.gid();
        String problem =
                claim.machineAccount() ? machineProblem(claim.uid(), gid) : prohibitedReason("UID", claim.uid());
        if (problem == null && !claim.machineAccount()) {
            problem = prohibitedReason("GID", gid);
        }
        if (problem != null) {
            return new UidAssignment.Refused("UID_PROHIBITED", problem);
        }
        String owner = ownerOf(claim.uid(), gid);
        if (owner != null) {
            return new UidAssignment.Refused("UID_TAKEN", owner);
        }
        return new UidAssignment.Granted(claim.uid(), gid, claim.machineAccount() ? "MACHINE" : "IMPORTED");
    }

    /** Even a local account is rejected if it is root's. */
    private @Nullable String machineProblem(long uid, long gid) {
        if (uid <= 0 || gid <= 0 || uid > UidRange.MAX || gid > UidRange.MAX) {
            return "UID " + uid + " and GID " + gid
                    + " do not belong to an ordinary account. Servers never run as root.";
        }
        Long primary = machine.primaryGroup(uid);
        return primary != null && primary == gid
                ? null
                : "This machine does not have an account with UID " + uid + " and primary GID " + gid + ".";
    }

    private @Nullable String prohibitedReason(String kind, long id) {
        for (UidRange range : prohibited()) {
            if (range.holds(id)) {
                return kind + " " + id + " is reserved for " + range.what()
                        + ". Assign the person another one at the provider.";
            }
        }
        String known = machine.accountOrGroup(id);
        return known == null
                ? null
                : kind + " " + id + " belongs to this machine's " + known + ". Assign the person another one.";
    }

    /** The current or former owner of the UID; also checks that the GID is not another user's private group. */
    private @Nullable String ownerOf(long uid, long gid) {
        return jdbc.sql("""
                SELECT CASE WHEN uid = :uid THEN 'UID ' || :uid ELSE 'GID ' || :gid END
                    || CASE WHEN user_id IS NULL THEN ' belonged to the deleted user ' ELSE ' belongs to the user ' END || owner_name
                    || '; it is never used again for somebody else.'
                FROM uids WHERE uid IN (:uid, :gid) OR gid = :uid OR (gid = :gid AND origin = 'ALLOCATED') LIMIT 1""")
                .param("uid", uid)
                .param("gid", gid)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private List<UidRange> prohibited() {
        List<UidRange> ranges = new ArrayList<>(UidRange.ALWAYS);
        ranges.addAll(properties.prohibitedRanges());
        ranges.addAll(machine.subordinate());
        return ranges;
    }
}
