package dev.berth.spawner.docker;

import dev.berth.spawner.docker.engine.ApiVersion;
import dev.berth.spawner.docker.engine.Engine;
import dev.berth.spawner.docker.engine.EngineException;
import dev.berth.spi.spawn.SpawnerUnavailableException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What would make every start fail. */
record Preflight(
        Engine engine, Capabilities capabilities, Network network, DockerSpawnerProperties settings, long hubUid) {

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (hubUid != 0) {
            problems.add("The hub runs with UID " + hubUid
                    + ", but only root can give users their home directories. Run the hub as root");
        }
        try {
            ofEngine(problems);
        } catch (EngineException refused) {
            problems.add("The Docker engine at " + settings.socket() + " rejected a call (" + refused.status() + "): "
                    + refused.text());
        } catch (SpawnerUnavailableException unavailable) {
            problems.add(unavailable.getMessage()
                    + ". Start the engine, and let the hub's account use the socket, or correct"
                    + " berth.spawner.docker.socket");
        }
        return List.copyOf(problems);
    }

    private void ofEngine(List<String> problems) {
        if (engine.version().compareTo(ApiVersion.OLDEST) < 0) {
            problems.add("The Docker engine at " + settings.socket() + " speaks API version " + engine.version()
                    + ", and Berth needs " + ApiVersion.OLDEST + " (Docker 20.10). Upgrade the engine");
            return;
        }
        JsonNode info = capabilities.ask();
        if (!info.path("MemoryLimit").asBoolean(false)
                || !info.path("PidsLimit").asBoolean(true)) {
            problems.add("The Docker engine at " + settings.socket()
                    + " cannot limit memory or processes, because the kernel lacks the cgroup controllers. Enable memory"
                    + " and pids");
        }
        if (!info.path("BridgeNfIptables").asBoolean(true)) {
            problems.add(
                    "Servers could reach each other, because the kernel does not filter traffic inside of a bridge. Run"
                            + " modprobe br_netfilter, and set the sysctl net.bridge.bridge-nf-call-iptables to 1");
        }
        network.prepare().ifPresent(problems::add);
        if (engine.find("/images/" + settings.image() + "/json").isEmpty()) {
            problems.add("The image " + settings.image() + " does not exist on the Docker engine. Run docker pull "
                    + settings.image() + ", or correct berth.spawner.docker.image");
        }
    }
}
