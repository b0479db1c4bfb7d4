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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Attempts to sign in, by account and by address, counted in the database so that replicas count together.
 *
 * <p>An attempt is reserved before anything is checked, so that parallel guesses gain nothing, and given back when it was right: a whole
 * class can sign in from one address. An attempt without an outcome stays counted.
 */
@Component
public class Throttle {

    private static final String ACCOUNT = "a:";

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

    /** One attempt: reserved, or turned away. */
    public static final class Attempt {

        private final Throttle throttle;
        private final @Nullable Duration pause;
        private final Map<String, BucketConfiguration> reserved;
        private final AtomicBoolean open = new AtomicBoolean(true);

        private Attempt(Throttle throttle, @Nullable Duration pause, Map<String, BucketConfiguration> reserved) {
            this.throttle = throttle;
            this.pause = pause;
            this.reserved = reserved;
        }

        /** How long to wait, because there were too many; nothing where the attempt may be made. */
        public Optional<Duration> pause() {
            return Optional.ofNullable(pause);
        }

        /** It told nobody anything, such as when no answer could be had; or it was right, but is only the first step. */
        public void giveBack() {
            if (open.compareAndSet(true, false)) {
                reserved.forEach(throttle::giveBack);
            }
        }

        /** It was right, which shows that earlier attempts on this account were a person's mistakes. */
        public void succeeded() {
            giveBack();
            reserved.keySet().stream().filter(key -> key.startsWith(ACCOUNT)).forEach(throttle.buckets::removeProxy);
        }
    }

    /** Reserves an attempt on an account. The address goes first, so that one visitor locks out fewer others. */
    public Attempt attempt(String name, @Nullable String from) {
        Attempt byAddress = attemptFrom(from);
        if (byAddress.pause().isPresent()) {
            return byAddress;
        }
        String key = key(name);
        Optional<Duration> wait = consume(key, account);
        wait.ifPresent(ignored -> turnedAwayByAccount.increment());
        return wait.isPresent()
                ? new Attempt(this, wait.get(), Map.of())
                : new Attempt(this, null, Map.of(key, account, addressKey(from), address));
    }

    /** Reserves an attempt that names no account. */
    public Attempt attemptFrom(@Nullable String from) {
        String key = addressKey(from);
        Optional<Duration> wait = consume(key, address);
        wait.ifPresent(ignored -> turnedAwayByAddress.increment());
        return wait.isPresent()
                ? new Attempt(this, wait.get(), Map.of())
                : new Attempt(this, null, Map.of(key, address));
    }

    /** Forgets the attempts on an account, whose person has shown who they are. */
    public void forget(String name) {
        buckets.removeProxy(key(name));
    }

    private static String key(String account) {
        return ACCOUNT + CredentialHash.sha256(account);
    }

    private static String addressKey(@Nullable String from) {
        return "i:" + network(from);
    }

    /** Never above the limit, whatever has come back by itself in between. */
    private void giveBack(String key, BucketConfiguration limit) {
        buckets.builder().build(key, () -> limit).addTokens(1);
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
