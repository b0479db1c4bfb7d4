package dev.berth.hub.usage;

import dev.berth.hub.user.VisibleUsers;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report is about.
 *
 * @param from the first day, in the zone
 * @param to the day after the last one
 * @param by what the rows are
 * @param bucket how the period is divided; null for one row for each key
 * @param user only this user; null for all
 * @param group only the current members of this group; null for all
 * @param visible whose usage the caller can see
 * @param limit the maximum number of keys; those with the most GPU hours, then CPU hours, are shown
 */
public record UsageQuery(
        LocalDate from,
        LocalDate to,
        ZoneId zone,
        By by,
        @Nullable Bucket bucket,
        @Nullable String user,
        @Nullable String group,
        VisibleUsers visible,
        int limit) {

    public static final int MAX_LIMIT = 1_000;

    /** A chart with more cannot be read, and a query with more is not fast. */
    public static final int MAX_BUCKETS = 100;

    /** No installation has records of a longer period. */
    public static final int MAX_YEARS = 20;

    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 9998;

    /** What the rows of a report are. */
    public enum By {
        /** One row: the sum of everything. */
        TOTAL,
        USER,
        GROUP,
        PROFILE,
        /** The product of the GPUs; their resource name if the product is not known, and empty for runs without GPUs. */
        PRODUCT
    }

    /** How a period is divided. Weeks begin on Monday (ISO 8601). */
    public enum Bucket {
        DAY,
        WEEK,
        MONTH;

        private LocalDate floor(LocalDate day) {
            return switch (this) {
                case DAY -> day;
                case WEEK -> day.with(TemporalAdjusters.previousOrSame(java.time.DayOfWeek.MONDAY));
                case MONTH -> day.withDayOfMonth(1);
            };
        }

        private LocalDate next(LocalDate begin) {
            return switch (this) {
                case DAY -> begin.plusDays(1);
                case WEEK -> begin.plusWeeks(1);
                case MONTH -> begin.plusMonths(1);
            };
        }
    }

    public UsageQuery {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("The period must end after it begins: from " + from + " to " + to);
        }
        if (from.getYear() < FIRST_YEAR || to.getYear() > LAST_YEAR) {
            throw new IllegalArgumentException(
                    "A period must be between the years " + FIRST_YEAR + " and " + LAST_YEAR);
        }
        if (ChronoUnit.YEARS.between(from, to) >= MAX_YEARS) {
            throw new IllegalArgumentException(
                    "A period can have at most " + MAX_YEARS + " years. Choose a shorter one");
        }
        if (bucket != null && count(bucket, from, to) > MAX_BUCKETS) {
            throw new IllegalArgumentException("The period has more than " + MAX_BUCKETS + " buckets of a "
                    + bucket.name().toLowerCase(java.util.Locale.ROOT) + ". Choose larger buckets or a shorter period");
        }
    }

    private static long count(Bucket bucket, LocalDate from, LocalDate to) {
        long days = ChronoUnit.DAYS.between(from, to);
        return switch (bucket) {
            case DAY -> days;
            case WEEK -> days / 7;
            case MONTH -> days / 31;
        };
    }

    /** The parts of the period, in order. The first and the last one may be shorter than a bucket. */
    public List<Part> parts() {
        if (bucket == null) {
            return List.of(new Part(from, to));
        }
        List<Part> parts = new ArrayList<>();
        for (LocalDate begin = bucket.floor(from); begin.isBefore(to); begin = bucket.next(begin)) {
            LocalDate end = bucket.next(begin);
            parts.add(new Part(begin.isBefore(from) ? from : begin, end.isAfter(to) ? to : end));
        }
        return parts;
    }

    /** Whether the report is about all users, so that sums without users can be used. */
    boolean isOfAll() {
        return user == null
                && group == null
                && visible instanceof VisibleUsers.Everybody
                && by != By.USER
                && by != By.GROUP;
    }

    /** A part of a period: days from, and to the day after. */
    public record Part(LocalDate from, LocalDate to) {}

    UsageQuery limitedTo(int keys) {
        return new UsageQuery(from, to, zone, by, bucket, user, group, visible, keys);
    }
}
