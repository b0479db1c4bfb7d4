package dev.berth.spawner.docker;

import dev.berth.spawner.base.JupyterLabArguments;
import dev.berth.spi.spawn.Owner;
import dev.berth.spi.spawn.StartRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The container of a server, as the engine's API has it. Its process is never root: capabilities are dropped, and setuid programs give no
 * privileges.
 *
 * @param folders what it sees of the machine
 */
record ContainerModel(DockerSpawnerProperties settings, Names names, ServerFolders folders) {

    private static final String ANY = "0.0.0.0";
    private static final long NANOS_PER_MILLI_CPU = 1_000_000;
    private static final int LOG_FILES = 2;

    /**
     * The body of the request that creates it.
     *
     * @param devices the UUIDs of its GPUs
     */
    Map<String, Object> of(StartRequest request, List<String> devices) {
        Owner owner = request.owner();
        Map<String, Object> body = new TreeMap<>();
        body.put("Image", request.image().isEmpty() ? settings.image() : request.image());
        body.put("Cmd", command(request));
        body.put(
                "Env",
                environment(request, devices).entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .toList());
        // Without a group it would be root's if the image does not know the UID.
        body.put("User", owner.uid() + ":" + owner.gid());
        body.put("WorkingDir", settings.homePath());
        body.put("Labels", labels(request));
        body.put("HostConfig", host(request, devices));
        return body;
    }

    private Map<String, Object> host(StartRequest request, List<String> devices) {
        long memory = memory(request);
        Map<String, Object> host = new TreeMap<>();
        host.put("NetworkMode", names.network());
        host.put("CapDrop", List.of("ALL"));
        host.put("SecurityOpt", List.of("no-new-privileges"));
        host.put(
                "GroupAdd",
                request.owner().supplementalGroups().stream()
                        .map(String::valueOf)
                        .toList());
        host.put("ReadonlyRootfs", settings.readOnlyRoot());
        host.put("Init", true);
        host.put("Memory", memory);
        // The same as Memory: no swap.
        host.put("MemorySwap", memory);
        host.put("NanoCpus", request.limits().cpuMillis() * NANOS_PER_MILLI_CPU);
        host.put("PidsLimit", settings.pids());
        host.put("ShmSize", settings.sharedMemory().toBytes());
        // Without exec, code that is compiled in /tmp does not run.
        host.put(
                "Tmpfs",
                Map.of(
                        "/tmp",
                        "rw,exec,nosuid,nodev,mode=1777,size="
                                + settings.temporaryFiles().toBytes()));
        host.put("Mounts", folders.mounts(request));
        if (!devices.isEmpty()) {
            host.put(
                    "DeviceRequests",
                    List.of(Map.of("Driver", "nvidia", "DeviceIDs", devices, "Capabilities", List.of(List.of("gpu")))));
        }
        host.put("RestartPolicy", Map.of("Name", "no"));
        host.put("LogConfig", log());
        return host;
    }

    long memory(StartRequest request) {
        return request.limits().memoryBytes() > 0
                ? request.limits().memoryBytes()
                : settings.memory().toBytes();
    }

    /** The engine's usual driver does not limit what it keeps. */
    private Map<String, Object> log() {
        return Map.of(
                "Type",
                "json-file",
                "Config",
                Map.of(
                        "max-size",
                        Long.toString(settings.logSize().toBytes() / LOG_FILES),
                        "max-file",
                        Integer.toString(LOG_FILES)));
    }

    /** The image's entry point stays: it may prepare the environment in which the program runs. */
    private List<String> command(StartRequest request) {
        if (!request.command().isEmpty()) {
            return request.command().stream()
                    .map(word -> request.at(word, ANY, settings.port()))
                    .toList();
        }
        List<String> words = new ArrayList<>(List.of("jupyter", "lab"));
        words.addAll(JupyterLabArguments.of(request, ANY, settings.port(), settings.homePath()));
        return words;
    }

    private Map<String, String> environment(StartRequest request, List<String> devices) {
        Map<String, String> environment = new TreeMap<>(settings.environment());
        environment.putAll(request.environment(ANY, settings.port()));
        environment.put("HOME", settings.homePath());
        environment.put("JUPYTER_TOKEN", request.token().value());
        environment.put("JUPYTER_CONFIG_PATH", ServerFolders.FILES);
        environment.put("BERTH_GPUS", Integer.toString(devices.size()));
        // Images set this to "all", which gives every GPU to the container if nvidia is the engine's default runtime.
        environment.put("NVIDIA_VISIBLE_DEVICES", devices.isEmpty() ? "void" : String.join(",", devices));
        return environment;
    }

    private Map<String, String> labels(StartRequest request) {
        Map<String, String> labels = new TreeMap<>(names.labels(request.ref()));
        labels.put(Names.USER, request.owner().name());
        labels.put(Names.BASE_PATH, request.basePath());
        return labels;
    }
}
