package dev.berth.hub.usage;

import dev.berth.hub.usage.UsageQuery.Bucket;
import dev.berth.hub.usage.UsageQuery.By;
import dev.berth.hub.user.VisibleUsers;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the form on a page. A value that is not valid is replaced with the default: the form shows what was used.
 *
 * @param from the first day
 * @param until the last day
 */
public record UsageFilter(By by, LocalDate from, LocalDate until, ZoneId zone, Bucket bucket) {

    private static final int DAYS = 7;
    private static final int MAX_TEXT = 64;

    /** The filter of these fields; the last seven days by default. */
    public static UsageFilter of(Fields fields, By standard, Instant now) {
        ZoneId zone = zone(fields.zone());
        LocalDate until = date(fields.until()).orElse(LocalDate.ofInstant(now, zone));
        LocalDate from = date(fields.from())
                .filter(day -> !day.isAfter(until) && ChronoUnit.YEARS.between(day, until) < UsageQuery.MAX_YEARS)
                .orElse(until.minusDays(DAYS - 1));
        return new UsageFilter(
                choice(fields.by(), By.class).orElse(standard),
                from,
                until,
                zone,
                bucket(fields.bucket(), from, until));
    }

    /** The texts of the form. */
    public record Fields(
            @Nullable String by,
            @Nullable String from,
            @Nullable String until,
            @Nullable String zone,
            @Nullable String bucket) {}

    /** The totals of the period. */
    public UsageQuery totals(VisibleUsers visible, int limit) {
        return query(null, visible, limit);
    }

    /** The parts of the period, for a chart. */
    public UsageQuery chart(VisibleUsers visible, int limit) {
        return query(bucket, visible, limit);
    }

    private UsageQuery query(@Nullable Bucket divided, VisibleUsers visible, int limit) {
        return new UsageQuery(from, until.plusDays(1), zone, by, divided, null, null, visible, limit);
    }

    /** Larger buckets than those that were chosen, if there would be too many. */
    private static Bucket bucket(@Nullable String text, LocalDate from, LocalDate until) {
        Bucket wanted = choice(text, Bucket.class).orElse(Bucket.DAY);
        long days = ChronoUnit.DAYS.between(from, until) + 1;
        if (wanted == Bucket.DAY && days > UsageQuery.MAX_BUCKETS) {
            wanted = Bucket.WEEK;
        }
        return wanted == Bucket.WEEK && days / 7 > UsageQuery.MAX_BUCKETS ? Bucket.MONTH : wanted;
    }

    private static <E extends Enum<E>> Optional<E> choice(@Nullable String text, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equalsIgnoreCase(text))
                .findFirst();
    }

    private static ZoneId zone(@Nullable String text) {
        try {
            return text == null || text.length() > MAX_TEXT ? ZoneId.of("UTC") : ZoneId.of(text.strip());
        } catch (DateTimeException unknown) {
            return ZoneId.of("UTC");
        }
    }

    private static Optional<LocalDate> date(@Nullable String text) {
        try {
            return text == null || text.length() > MAX_TEXT
                    ? Optional.empty()
                    : Optional.of(LocalDate.parse(text)).filter(day -> day.getYear() >= 2000 && day.getYear() < 9000);
        } catch (DateTimeException wrong) {
            return Optional.empty();
        }
    }
}
