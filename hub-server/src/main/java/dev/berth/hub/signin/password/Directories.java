package dev.berth.hub.signin.password;

import dev.berth.hub.signin.SignInProperties;
import dev.berth.spi.identity.PasswordProvider;
import dev.berth.spi.identity.PasswordProvider.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The directories that check passwords. A password is sent only to the selected directory, and never to one whose rules do not allow
 * anybody, where it would be useless. Only a few requests run at the same time: a slow directory must not block every thread of the hub.
 */
@Component
final class Directories {

    private static final Logger log = LoggerFactory.getLogger(Directories.class);
    private static final int AT_ONCE = 16;
    private static final int WAITING = 64;

    private final Map<String, QueuedDirectory> directories = new TreeMap<>();

    Directories(ObjectProvider<PasswordProvider> providers, SignInProperties properties) {
        providers.stream().forEach(provider -> add(provider, properties));
    }

    private void add(PasswordProvider provider, SignInProperties properties) {
        String id = provider.provider();
        if (id.equals(SignInProperties.LOCAL) || directories.containsKey(id)) {
            throw new IllegalStateException(
                    "Two sign-in providers have the id \"" + id + "\". Change the id of one of them");
        }
        if (!properties.providers().containsKey(id)) {
            log.warn(
                    "Sign-in with directory \"{}\" is not possible, because berth.signin.providers does not have an entry for it",
                    id);
            return;
        }
        directories.put(id, new QueuedDirectory(provider));
    }

    /** The choices on the page beside the built-in accounts, by label. */
    List<Choice> choices() {
        return directories.values().stream()
                .map(directory -> new Choice(directory.provider.provider(), directory.provider.label()))
                .sorted(Comparator.comparing(Choice::label))
                .toList();
    }

    /**
     * A way to sign in.
     *
     * @param id of the provider
     * @param label the display name
     */
    record Choice(String id, String label) {}

    boolean has(String id) {
        return directories.containsKey(id);
    }

    /**
     * Asks one of them.
     *
     * @throws TooBusyException if too many requests are already waiting for it
     */
    Optional<Outcome> ask(String id, String name, String password) {
        return Optional.ofNullable(directories.get(id)).map(directory -> directory.ask(name, password));
    }

    private static final class QueuedDirectory {

        private final PasswordProvider provider;
        private final Semaphore free = new Semaphore(AT_ONCE, true);
        private final AtomicInteger present = new AtomicInteger();

        private QueuedDirectory(PasswordProvider provider) {
            this.provider = provider;
        }

        private Outcome ask(String name, String password) {
            if (present.incrementAndGet() > AT_ONCE + WAITING) {
                present.decrementAndGet();
                throw new TooBusyException();
            }
            try {
                free.acquireUninterruptibly();
                try {
                    return provider.authenticate(name, password);
                } finally {
                    free.release();
                }
            } finally {
                present.decrementAndGet();
            }
        }
    }
}
