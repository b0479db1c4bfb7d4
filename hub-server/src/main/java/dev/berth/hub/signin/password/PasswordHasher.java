package dev.berth.hub.signin.password;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Argon2, with at most as many hashes at once as there are cores: each needs 16 MiB and a core. A bounded queue waits; everything beyond it
 * is rejected.
 */
@Component
class PasswordHasher {

    private static final int WAITING_PER_CORE = 8;

    private final Argon2PasswordEncoder argon2 = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    private final Semaphore cores;
    private final AtomicInteger present = new AtomicInteger();
    private final int most;

    /** A hash that matches no password, with the same cost as all others. It is not computed, which would slow down every start. */
    private final String nobodys = "$argon2id$v=19$m=16384,t=2,p=1$" + random(16) + "$" + random(32);

    @Autowired
    PasswordHasher() {
        this(Runtime.getRuntime().availableProcessors(), WAITING_PER_CORE);
    }

    PasswordHasher(int cores, int waitingPerCore) {
        this.cores = new Semaphore(cores, true);
        this.most = cores * (1 + waitingPerCore);
    }

    private static String random(int bytes) {
        byte[] value = new byte[bytes];
        new SecureRandom().nextBytes(value);
        return Base64.getEncoder().withoutPadding().encodeToString(value);
    }

    String hash(String password) {
        return limited(() -> String.valueOf(argon2.encode(password)));
    }

    /** Whether the password is correct. Without a hash the amount of work is the same, and the result is false. */
    boolean matches(String password, @Nullable String hash) {
        return limited(() -> argon2.matches(password, hash == null ? nobodys : hash)) && hash != null;
    }

    /** Used to verify passwords for unknown usernames, so that this takes as long as for known ones. */
    String nobodys() {
        return nobodys;
    }

    /** The number of running and waiting tasks. */
    int present() {
        return present.get();
    }

    /** Runs a task within this limit. */
    <T> T limited(Supplier<T> work) {
        if (present.incrementAndGet() > most) {
            present.decrementAndGet();
            throw new TooBusyException();
        }
        try {
            cores.acquireUninterruptibly();
            try {
                return work.get();
            } finally {
                cores.release();
            }
        } finally {
            present.decrementAndGet();
        }
    }
}
