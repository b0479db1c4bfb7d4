package dev.berth.hub.signin;

import dev.berth.hub.access.CredentialHash;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Limits attempts to sign in, by account and by address, counted in the database so that replicas count together. */
@Component
public class Throttle {

    private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;
    private final BucketConfiguration account;
    private final BucketConfiguration address;
    private final LongAdder turnedAwayByAccount = new LongAdder();
    private final LongAdder turnedAwayByAddress = new LongAdder();

    Throttle(DataSource dataSource, SignInProperties properties) {
        SignInProperties.Throttle limits = properties.throttle();
        buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(dataSource)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("sign_in_buckets")
                .idColumn("id")
                .stateColumn("state")
                .expiresAtColumn("expires_at")
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofMinutes(1)))
                .build();
        account = limit(limits.perAccount(), limits.period());
        address = limit(limits.perAddress(), limits.period());
    }

    /** The account that attempts are counted for: the same name at another provider is another account. */
    public static String account(String provider, String name) {
        return provider.equals(SignInProperties.LOCAL) ? name : provider + "/" + name;
    }

    /**
     * Counts an attempt; returns how long to wait if there were too many. The address is checked first, so that one visitor can lock out
     * fewer accounts.
     */
    public Optional<Duration> attempt(String name, @Nullable String from) {
        Optional<Duration> wait = attemptFrom(from);
        if (wait.isPresent()) {
            return wait;
        }
        Optional<Duration> longer = consume("a:" + CredentialHash.sha256(name), account);
        longer.ifPresent(ignored -> turnedAwayByAccount.increment());
        return longer;
    }

    /** Counts an attempt that does not name an account; returns how long to wait if there were too many from that address. */
    public Optional<Duration> attemptFrom(@Nullable String from) {
        Optional<Duration> wait = consume("i:" + network(from), address);
        wait.ifPresent(ignored -> turnedAwayByAddress.increment());
        return wait;
    }

    /** A correct password shows that the earlier attempts were mistakes. */
    public void succeeded(String name) {
        buckets.removeProxy("a:" + CredentialHash.sha256(name));
    }

    /** The number of attempts on one account that this hub has rejected. */
    public long turnedAwayByAccount() {
        return turnedAwayByAccount.sum();
    }

    /** The number of attempts from one address that this hub has rejected. */
    public long turnedAwayByAddress() {
        return turnedAwayByAddress.sum();
    }

    void removeOld() {
        while (buckets.removeExpired(1_000) == 1_000) {
            Thread.onSpinWait();
        }
    }

    private Optional<Duration> consume(String key, BucketConfiguration limit) {
        ConsumptionProbe probe = buckets.builder().build(key, () -> limit).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(
                        1 + Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds()));
    }

    private static BucketConfiguration limit(int attempts, Duration period) {
        return BucketConfiguration.builder()
                .addLimit(bandwidth -> bandwidth.capacity(attempts).refillGreedy(attempts, period))
                .build();
    }

    /** For IPv6 the /64, which is what one customer has. */
    static String network(@Nullable String from) {
        if (from == null || !from.matches("[0-9a-fA-F:.]{2,45}")) {
            return "unknown";
        }
        try {
            byte[] bytes = InetAddress.getByName(from).getAddress();
            return HexFormat.of().formatHex(bytes.length == 16 ? Arrays.copyOf(bytes, 8) : bytes);
        } catch (UnknownHostException noAddress) {
            return "unknown";
        }
    }
}
