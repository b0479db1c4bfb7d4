package dev.berth.spawner.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Servers as processes on this machine.
 *
 * @param python the Python interpreter whose JupyterLab is started; empty: one that has it is looked for, else an environment with it
 *     is made under the data folder
 * @param ports the ports that servers get
 * @param sharedUid whether several users may have servers although the hub does not run as root and cannot isolate them
 * @param environment variables for every server; what a profile or the hub gives goes first
 * @param command the program for every server, where a profile names none; empty for JupyterLab
 */
@ConfigurationProperties(prefix = "berth.spawner.local", ignoreUnknownFields = false)
public record LocalSpawnerProperties(
        @Nullable Path python,
        @NestedConfigurationProperty @Nullable PortRange ports,
        @DefaultValue("refused") SharedUid sharedUid,
        @DefaultValue Map<String, String> environment,
        @DefaultValue List<String> command) {

    private static final PortRange PORTS = new PortRange(20_000, 29_999);

    public LocalSpawnerProperties {
        environment = Map.copyOf(environment);
        command = List.copyOf(command);
    }

    /** What holds where nothing is configured. */
    public static LocalSpawnerProperties defaults() {
        return new LocalSpawnerProperties(null, null, SharedUid.REFUSED, Map.of(), List.of());
    }

    PortRange portRange() {
        return ports == null ? PORTS : ports;
    }

    /** May hold secrets in its environment. */
    @Override
    public String toString() {
        return "LocalSpawnerProperties[python=" + python + ", ports=" + ports + ", sharedUid=" + sharedUid + "]";
    }

    /** Whether users who cannot be told apart by the machine may have servers. */
    public enum SharedUid {
        /** One user only. */
        REFUSED,
        /** Any number, although each of them can read and change everything of the others. */
        ACCEPTED
    }
}
