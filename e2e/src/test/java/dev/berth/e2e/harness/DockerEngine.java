package dev.berth.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The Docker engine that {@code BERTH_TEST_DOCKER} names, seen through its command line. */
public final class DockerEngine implements AutoCloseable {

    private static final String IMAGE = "berth-test/jupyter";

    /** The default of berth.spawner.docker.subnet, which the shipped firewall rules also have. */
    private static final String SUBNET = "172.31.240.0/20";

    private static final String OURS = "dev.berth.installation=";

    private final String socket;
    private final String installation;

    private DockerEngine(String socket, String installation) {
        this.socket = socket;
        this.installation = installation;
    }

    /**
     * Skips the test if an engine with an image of JupyterLab is not available.
     *
     * @param installation distinguishes what the test creates
     */
    public static DockerEngine required(String installation) {
        Requirement.root();
        Requirement.variable("BERTH_TEST_DOCKER");
        DockerEngine engine = new DockerEngine(System.getenv("BERTH_TEST_DOCKER"), installation);
        if (engine.docker("images", "-q", IMAGE).isBlank()) {
            Requirement.skip("no image " + IMAGE + ": bin/docker-engine jupyter makes it");
        }
        return engine;
    }

    /** Configures an installation's hubs to start servers in this engine. */
    public Installation use(Installation of) {
        return of.set("berth.spawner.type", "docker")
                .set("berth.spawner.docker.socket", socket)
                .set("berth.spawner.docker.installation", installation)
                .set("berth.spawner.docker.image", IMAGE)
                .set("berth.spawner.docker.memory", "512MB")
                .set("berth.spawner.docker.folder", of.home().resolve("docker").toString())
                .set("berth.routing.server-networks", SUBNET);
    }

    /** Loads the firewall rules that ship. */
    public void keepServersAwayFromTheMachine() {
        run(List.of("nft", "-f", Project.file("deploy/docker/servers.nft").toString()));
    }

    /** The ids of a user's containers that run. */
    public List<String> running(String user) {
        return docker(
                        "ps",
                        "-q",
                        "--filter",
                        "label=" + OURS + installation,
                        "--filter",
                        "label=dev.berth.user=" + user)
                .lines()
                .toList();
    }

    /** The address of a container. */
    public String address(String id) {
        return docker("inspect", "-f", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", id)
                .strip();
    }

    /** The address of this machine in the servers' network. */
    public String gateway() {
        return docker("network", "inspect", "-f", "{{(index .IPAM.Config 0).Gateway}}", "berth-" + installation)
                .strip();
    }

    /** Runs the engine's command line and returns its output. */
    public String docker(String... words) {
        List<String> command = new ArrayList<>(List.of("docker", "--host=unix://" + socket));
        command.addAll(List.of(words));
        return run(command);
    }

    private static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Removes everything that the test created. */
    @Override
    public void close() {
        String label = "label=" + OURS + installation;
        docker("ps", "-aq", "--filter", label).lines().forEach(id -> docker("rm", "-f", id));
        docker("volume", "ls", "-q", "--filter", label).lines().forEach(name -> docker("volume", "rm", name));
        docker("network", "rm", "berth-" + installation);
        run(List.of("nft", "delete", "table", "inet", "berth"));
    }
}
