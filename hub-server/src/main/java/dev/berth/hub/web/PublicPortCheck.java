package dev.berth.hub.web;

import dev.berth.spi.check.ConfigurationCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Warns if users can take the hub's public port while the hub is down. With the local spawner they run programs on its machine, where every
 * account can bind the ports that are not reserved to root (ip(7), ip_unprivileged_port_start). A program that has taken the port receives
 * the session cookies of everyone who opens the hub. With TLS it does not: browsers send nothing to a program without the certificate's key.
 *
 * <p>Only for a hub that runs as root: others cannot use a reserved port, and pages warn about them anyway.
 */
class PublicPortCheck implements ConfigurationCheck {

    private static final Path SELF = Path.of("/proc/self");
    private static final Path FIRST_FREE = Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start");
    private static final int USUAL_FIRST_FREE = 1024;

    private final long ownUid;
    private final int firstFree;

    PublicPortCheck() {
        this(ownUid(), firstFree());
    }

    PublicPortCheck(long ownUid, int firstFree) {
        this.ownUid = ownUid;
        this.firstFree = firstFree;
    }

    @Override
    public void check(Settings settings, Problems problems) {
        boolean local = isOr("local", settings.value("berth.spawner.type"));
        boolean embedded = isOr("true", settings.value("berth.proxy.embedded"))
                && !ChpProperties.isChosen(settings.value("berth.proxy.type"));
        boolean tls = settings.value("berth.tls.certificate") != null;
        if (ownUid == 0 && local && embedded && !tls) {
            settings.bound(PublicProperties.class).ifPresent(properties -> check(settings, properties, problems));
        }
    }

    private void check(Settings settings, PublicProperties properties, Problems problems) {
        String own = settings.value("berth.proxy.port");
        String key = own == null ? "berth.port" : "berth.proxy.port";
        String port = own == null ? Integer.toString(properties.port()) : own;
        if (port.matches("\\d{1,5}") && (Integer.parseInt(port) >= firstFree || Integer.parseInt(port) == 0)) {
            problems.warn(
                    key,
                    key + " is " + port + ". Users of this machine can bind every port from " + firstFree
                            + " on. While the hub is down, a user who binds this one receives the session cookies of"
                            + " everyone who opens the hub. " + remedy());
        }
    }

    private String remedy() {
        return firstFree > 1
                ? "Use a port below " + firstFree + ", such as " + Math.min(880, firstFree - 1)
                        + ", or set berth.tls.certificate and berth.tls.key"
                : "Set berth.tls.certificate and berth.tls.key";
    }

    private static boolean isOr(String usual, @Nullable String value) {
        return value == null || value.equals(usual);
    }

    private static long ownUid() {
        try {
            return Files.getAttribute(SELF, "unix:uid") instanceof Integer uid ? Integer.toUnsignedLong(uid) : -1;
        } catch (IOException | UnsupportedOperationException elsewhere) {
            return -1;
        }
    }

    private static int firstFree() {
        try {
            return Integer.parseInt(Files.readString(FIRST_FREE).strip());
        } catch (IOException | NumberFormatException unknown) {
            return USUAL_FIRST_FREE;
        }
    }
}
