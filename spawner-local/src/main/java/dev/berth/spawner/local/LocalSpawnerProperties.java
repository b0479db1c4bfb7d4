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
 * @param python the Python interpreter whose JupyterLab is started; if empty, Berth looks for one that has JupyterLab, and otherwise
 *     creates an environment under the data directory
 * @param ports the port range for servers
 * @param sharedUid whether several users can have servers although the hub does not run as root and cannot isolate them
 * @param environment environment variables for every server; those of a profile or the hub take precedence
 * @param command the program for every server whose profile does not set one; empty for JupyterLab
 * @param accounts what people get who sign in with an account of this machine (PAM)
 * @param systemd what servers get from systemd, if it manages this machine and the hub runs as root
 */
@ConfigurationProperties(prefix = "berth.spawner.local", ignoreUnknownFields = false)
public record LocalSpawnerProperties(
        @Nullable Path python,
        @NestedConfigurationProperty @Nullable PortRange ports,
        @DefaultValue("refused") SharedUid sharedUid,
        @DefaultValue Map<String, String> environment,
        @DefaultValue List<String> command,
        @DefaultValue Accounts accounts,
        @DefaultValue Systemd systemd) {

    private static final PortRange PORTS = new PortRange(20_000, 29_999);

    public LocalSpawnerProperties {
        environment = Map.copyOf(environment);
        command = List.copyOf(command);
    }

    /** The values that apply without configuration. */
    public static LocalSpawnerProperties defaults() {
        return new LocalSpawnerProperties(
                null, null, SharedUid.REFUSED, Map.of(), List.of(), Accounts.DEFAULT, Systemd.DEFAULT);
    }

    PortRange portRange() {
        return ports == null ? PORTS : ports;
    }

    /** Omits the environment, which may hold secrets. */
    @Override
    public String toString() {
        return "LocalSpawnerProperties[python=" + python + ", ports=" + ports + ", sharedUid=" + sharedUid + "]";
    }

    /**
     * What people get who sign in with an account of this machine.
     *
     * @param groups {@code account} for the groups of the account, or {@code none}
     * @param systemGroups names or GIDs below 1000 that servers may have as well, such as {@code render}; being in {@code docker} or
     *     {@code disk} is as good as being root
     * @param home {@code account} for the account's own home directory, or {@code data-folder} for one in the hub's data directory
     */
    public record Accounts(
            @DefaultValue("account") Groups groups,
            @DefaultValue List<String> systemGroups,
            @DefaultValue("account") Home home) {

        static final Accounts DEFAULT = new Accounts(Groups.ACCOUNT, List.of(), Home.ACCOUNT);

        public Accounts {
            systemGroups = List.copyOf(systemGroups);
        }

        /** Which supplementary groups a server has. */
        public enum Groups {
            /** Those of the account, from GID 1000 on. */
            ACCOUNT,
            /** No groups but the primary one. */
            NONE
        }

        /** Where files of the person lie. */
        public enum Home {
            /** Where the machine's accounts say. */
            ACCOUNT,
            /** In the hub's data directory, as for all other users. */
            DATA_FOLDER
        }
    }

    /**
     * What servers get from systemd.
     *
     * @param scopes {@code auto} for a scope for each server where possible, which enforces the limits of its profile, or {@code off}
     * @param maxTasks the limit of processes and threads of one server; if not set, the one of systemd
     */
    public record Systemd(
            @DefaultValue("auto") Use scopes, @Nullable Integer maxTasks) {

        static final Systemd DEFAULT = new Systemd(Use.AUTO, null);

        public Systemd {
            if (maxTasks != null && maxTasks < 16) {
                throw new IllegalArgumentException(
                        "berth.spawner.local.systemd.max-tasks is " + maxTasks + ", but must be at least 16");
            }
        }

        /** When servers get scopes. */
        public enum Use {
            /** If systemd manages this machine and the hub runs as root. */
            AUTO,
            /** Never. */
            OFF
        }
    }

    /** Whether users whom the operating system cannot tell apart can have servers. */
    public enum SharedUid {
        /** One user only. */
        REFUSED,
        /** Any number, although each user can read and change everything that belongs to the others. */
        ACCEPTED
    }
}
