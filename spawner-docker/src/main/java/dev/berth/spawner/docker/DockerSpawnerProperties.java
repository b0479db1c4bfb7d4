package dev.berth.spawner.docker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Servers as containers of a Docker engine.
 *
 * @param socket the Unix socket of the engine
 * @param installation the label of this installation's objects; two hubs with one database must have the same, two installations on one
 *     engine must have different ones
 * @param image the image of servers whose profile does not name one
 * @param port the port on which servers listen in their containers
 * @param memory memory limit if the profile does not set one
 * @param pids the maximum number of processes and threads of a server
 * @param sharedMemory the size of /dev/shm, which PyTorch's data loaders use
 * @param temporaryFiles the size of /tmp, which is in memory and counts towards the memory limit
 * @param readOnlyRoot whether servers can write only to the home directory, /tmp and /dev/shm
 * @param logSize how much of a server's output the engine keeps
 * @param folder the folder on the engine's machine with the home directories and the files that the hub gives to servers; only root can
 *     change it
 * @param folderInHub where the hub sees this folder, if the hub itself runs in a container; the same path if not set
 * @param homePath the path of the home directory in the server
 * @param subnet the network of the servers, in CIDR notation; the proxy must be able to reach it
 * @param devices the devices that servers can have, as a list of UUIDs (see nvidia-smi -L) by the resource that profiles name, such as
 *     nvidia.com/gpu; each is given to one server at a time
 * @param environment environment variables for every server; those of a profile or the hub take precedence
 */
@ConfigurationProperties(prefix = "berth.spawner.docker", ignoreUnknownFields = false)
public record DockerSpawnerProperties(
        @DefaultValue("/var/run/docker.sock") Path socket,
        @DefaultValue("berth") String installation,
        @DefaultValue("localhost/berth/notebook:cuda") String image,
        @DefaultValue("8888") int port,
        @DefaultValue("8GB") DataSize memory,
        @DefaultValue("4096") int pids,
        @DefaultValue("1GB") DataSize sharedMemory,
        @DefaultValue("1GB") DataSize temporaryFiles,
        @DefaultValue("true") boolean readOnlyRoot,
        @DefaultValue("20MB") DataSize logSize,
        @DefaultValue("/var/lib/berth/docker") Path folder,
        @Nullable Path folderInHub,
        @DefaultValue("/home/user") String homePath,
        @DefaultValue("172.31.240.0/20") String subnet,
        @DefaultValue Map<String, List<String>> devices,
        @DefaultValue Map<String, String> environment) {

    /** The engine rejects less (400 at create). */
    static final long SMALLEST_MEMORY = 6L * 1024 * 1024;

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");
    private static final Pattern SUBNET = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}");
    private static final Pattern UUID = Pattern.compile("(GPU|MIG)-[A-Za-z0-9-]{1,60}");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");

    public DockerSpawnerProperties {
        environment = Map.copyOf(environment);
        devices = Map.copyOf(devices);
        devices.forEach((resource, ids) -> ids.forEach(id -> require(
                UUID.matcher(id).matches(),
                "devices[" + resource + "]",
                id,
                "use UUIDs, as nvidia-smi -L prints them")));
        require(
                LABEL.matcher(installation).matches(),
                "installation",
                installation,
                "use lower-case letters, digits and hyphens, at most 40 characters");
        require(!image.isBlank(), "image", image, "set it to an image or remove the key");
        require(port >= 1024 && port <= 65_535, "port", port, "use 1024 to 65535, because servers do not run as root");
        require(memory.toBytes() >= SMALLEST_MEMORY, "memory", memory, "use at least 6MB, such as 8GB");
        require(pids >= 16, "pids", pids, "use at least 16, such as 4096");
        require(sharedMemory.toBytes() > 0, "shared-memory", sharedMemory, "use an amount above 0, such as 1GB");
        require(temporaryFiles.toBytes() > 0, "temporary-files", temporaryFiles, "use an amount above 0, such as 1GB");
        require(logSize.toBytes() > 0, "log-size", logSize, "use an amount above 0, such as 20MB");
        require(folder.isAbsolute(), "folder", folder, "use an absolute path");
        require(
                folderInHub == null || folderInHub.isAbsolute(),
                "folder-in-hub",
                String.valueOf(folderInHub),
                "use an absolute path");
        require(PATH.matcher(homePath).matches(), "home-path", homePath, "use an absolute path, such as /home/user");
        require(SUBNET.matcher(subnet).matches(), "subnet", subnet, "use CIDR notation, such as 172.31.240.0/20");
    }

    /** The folder as this process sees it. */
    Path ownFolder() {
        return folderInHub == null ? folder : folderInHub;
    }

    /** Omits the environment, which may hold secrets. */
    @Override
    public String toString() {
        return "DockerSpawnerProperties[installation=" + installation + ", socket=" + socket + "]";
    }

    private static void require(boolean holds, String key, Object value, String remedy) {
        if (!holds) {
            throw new IllegalArgumentException("berth.spawner.docker." + key + " is \"" + value + "\": " + remedy);
        }
    }
}
