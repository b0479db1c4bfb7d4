package dev.berth.hub.signin.password;

import dev.berth.hub.access.CredentialHash;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/** Argon2, at most as many at once as there are cores: each takes 16 MiB and a core. A bounded queue waits, the rest is turned away. */
@Component
class PasswordHasher {

    private static final int WAITING_PER_CORE = 8;

    private final Argon2PasswordEncoder argon2 = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    private final Semaphore cores;
    private final AtomicInteger present = new AtomicInteger();
    private final int most;
    private final String nobodys;

    @Autowired
    PasswordHasher() {
        this(Runtime.getRuntime().availableProcessors(), WAITING_PER_CORE);
    }

    PasswordHasher(int cores, int waitingPerCore) {
        this.cores = new Semaphore(cores, true);
        this.most = cores * (1 + waitingPerCore);
        this.nobodys = argon2.encode(CredentialHash.newValue());
    }

    String hash(String password) {
        return limited(() -> String.valueOf(argon2.encode(password)));
    }

    /** Whether the password is right. Without a hash the work is the same, and the answer is no. */
    boolean matches(String password, @Nullable String hash) {
        return limited(() -> argon2.matches(password, hash == null ? nobodys : hash)) && hash != null;
    }

    /** How many are working or waiting. */
    int present() {
        return present.get();
    }

    /** Runs work on one of the cores. */
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
