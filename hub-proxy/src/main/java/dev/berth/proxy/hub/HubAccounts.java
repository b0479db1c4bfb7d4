package dev.berth.proxy.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The accounts under which a hub on this machine can run. */
public final class HubAccounts {

    private static final String UID = "unix:uid";

    private HubAccounts() {}

    /**
     * This proxy's own account; the owner of the file with the secret, who knows it anyway; and root, who can read it.
     *
     * @param secretFile the file with the secret that hubs and proxies share
     */
    public static Set<Long> of(Path secretFile) throws IOException {
        return Set.copyOf(List.of(0L, uid(Path.of("/proc/self")), uid(secretFile)));
    }

    private static long uid(Path file) throws IOException {
        return ((Number) Files.getAttribute(file, UID)).longValue();
    }
}
