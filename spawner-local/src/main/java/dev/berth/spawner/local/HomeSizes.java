package dev.berth.spawner.local;

import dev.berth.spi.spawn.HomeUsage;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The disk usage of home directories, measured by du(1) under the owner's UID: it sees only what the owner can see, and links cannot lead
 * it to a place that the owner cannot read. A measurement is used for some minutes. At most two run at a time; other callers get the
 * previous measurement.
 */
final class HomeSizes {

    private static final Logger log = LoggerFactory.getLogger(HomeSizes.class);
    private static final Duration GOOD_FOR = Duration.ofMinutes(5);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int REMEMBERED = 10_000;

    private final long hubUid;
    private final Map<Path, HomeUsage> known = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(2);

    HomeSizes(long hubUid) {
        this.hubUid = hubUid;
    }

    Optional<HomeUsage> of(Path folder, long uid) {
        HomeUsage last = known.get(folder);
        boolean fresh = last != null && last.measuredAt().isAfter(Instant.now().minus(GOOD_FOR));
        if (fresh || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || !places.tryAcquire()) {
            return Optional.ofNullable(last);
        }
        try {
            HomeUsage measured = measure(folder, uid);
            if (known.size() >= REMEMBERED) {
                known.clear();
            }
            known.put(folder, measured);
            return Optional.of(measured);
        } catch (IOException failure) {
            log.info("The disk usage of home directory {} could not be measured: {}", folder, failure.getMessage());
            return Optional.ofNullable(last);
        } finally {
            places.release();
        }
    }

    private HomeUsage measure(Path folder, long uid) throws IOException {
        List<String> words = List.of("nice", "-n", "19", "du", "-skx", "--", folder.toString());
        Command.Result result = hubUid == 0 ? Command.runAs(uid, LIMIT, words) : Command.run(LIMIT, _ -> {}, words);
        String[] columns = lastLine(result.output()).split("\\s+", 2);
        if (!columns[0].matches("\\d{1,15}")) {
            throw new IOException("du ended with status " + result.status() + ": " + result.output());
        }
        FileStore disk = Files.getFileStore(folder);
        return new HomeUsage(Long.parseLong(columns[0]) * 1024, 0, disk.getUsableSpace(), Instant.now());
    }

    /** Complaints about what could not be read come before the last line. */
    private static String lastLine(String output) {
        return output.lines().reduce("", (first, second) -> second);
    }
}
