package dev.berth.hub.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which sums make up the parts of a period: whole months and days (UTC) where there are sums, quarters of an hour if users do not matter,
 * and records for the rest.
 */
final class UsageCover {

    private final @Nullable LocalDate rolledBefore;
    private final Set<LocalDate> stale;
    private final boolean quartersToo;

    final List<Integer> monthParts = new ArrayList<>();
    final List<LocalDate> months = new ArrayList<>();
    final List<Integer> dayParts = new ArrayList<>();
    final List<LocalDate> days = new ArrayList<>();
    final List<Integer> quarterParts = new ArrayList<>();
    final List<Instant> quarterFrom = new ArrayList<>();
    final List<Instant> quarterTo = new ArrayList<>();
    final List<Integer> recordParts = new ArrayList<>();
    final List<Instant> recordFrom = new ArrayList<>();
    final List<Instant> recordTo = new ArrayList<>();

    /**
     * @param rolledBefore the day before which all days have sums; null if none has
     * @param stale days before that whose sums are outdated
     * @param quartersToo whether sums without users can be used
     */
    UsageCover(@Nullable LocalDate rolledBefore, Set<LocalDate> stale, boolean quartersToo) {
        this.rolledBefore = rolledBefore;
        this.stale = stale;
        this.quartersToo = quartersToo;
    }

    /** How much of the period comes from records. */
    Duration fromRecords() {
        Duration sum = Duration.ZERO;
        for (int i = 0; i < recordFrom.size(); i++) {
            sum = sum.plus(Duration.between(recordFrom.get(i), recordTo.get(i)));
        }
        return sum;
    }

    /** Adds the part with this number. */
    void add(int part, Instant from, Instant to) {
        Instant at = from;
        while (at.isBefore(to)) {
            at = step(part, at, to);
        }
    }

    /** Covers the beginning of what is left, and returns where that ends. */
    private Instant step(int part, Instant at, Instant to) {
        LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        Instant midnight = midnight(day);
        LocalDate month = day.plusMonths(1);
        if (!quartersToo
                && at.equals(midnight)
                && day.getDayOfMonth() == 1
                && !midnight(month).isAfter(to)
                && isWhole(day, month)) {
            monthParts.add(part);
            months.add(day);
            return midnight(month);
        }
        Instant next = midnight(day.plusDays(1));
        Instant end = next.isAfter(to) ? to : next;
        if (at.equals(midnight) && end.equals(next) && hasSums(day)) {
            dayParts.add(part);
            days.add(day);
        } else if (quartersToo && hasSums(day)) {
            extend(part, at, end, quarterParts, quarterFrom, quarterTo);
        } else {
            extend(part, at, end, recordParts, recordFrom, recordTo);
        }
        return end;
    }

    /** A range that continues the last one of the same part becomes one with it. */
    private static void extend(
            int part, Instant from, Instant to, List<Integer> parts, List<Instant> begins, List<Instant> ends) {
        boolean continues =
                !parts.isEmpty() && parts.getLast() == part && ends.getLast().equals(from);
        if (continues) {
            ends.set(ends.size() - 1, to);
            return;
        }
        parts.add(part);
        begins.add(from);
        ends.add(to);
    }

    private boolean hasSums(LocalDate day) {
        return rolledBefore != null && day.isBefore(rolledBefore) && !stale.contains(day);
    }

    private boolean isWhole(LocalDate month, LocalDate next) {
        return rolledBefore != null
                && !next.isAfter(rolledBefore)
                && stale.stream().noneMatch(day -> !day.isBefore(month) && day.isBefore(next));
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
