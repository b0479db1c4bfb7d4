package dev.berth.spawner.docker;

import dev.berth.spawner.docker.engine.Engine;
import dev.berth.spawner.docker.engine.EngineException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The network of all servers, in which they cannot reach each other. */
record Network(Engine engine, Names names, String subnet) {

    /** Creates it if it does not exist; returns what is wrong with the one that exists, or nothing. */
    Optional<String> prepare() {
        return engine.find("/networks/" + names.network()).map(this::problem).orElseGet(this::created);
    }

    private Optional<String> created() {
        try {
            create();
            return Optional.empty();
        } catch (EngineException refused) {
            // Another hub was faster.
            return engine.find("/networks/" + names.network())
                    .map(this::problem)
                    .orElse(Optional.of("The network " + names.network() + " with subnet " + subnet
                            + " cannot be created: " + refused.text()
                            + ". Set berth.spawner.docker.subnet to a network that nothing else uses"));
        }
    }

    private Optional<String> problem(JsonNode network) {
        String actual =
                network.path("IPAM").path("Config").path(0).path("Subnet").asString("");
        boolean separated = network.path("Options")
                .path("com.docker.network.bridge.enable_icc")
                .asString("true")
                .equals("false");
        return actual.equals(subnet) && separated
                ? Optional.empty()
                : Optional.of("The network " + names.network() + " exists with subnet " + actual
                        + (separated ? "" : " and lets servers reach each other")
                        + ". Remove it with docker network rm " + names.network()
                        + " when no server is running, or set berth.spawner.docker.subnet to its subnet");
    }

    private void create() {
        engine.post(
                "/networks/create",
                Map.of(
                        "Name",
                        names.network(),
                        // Without it, engines before 25 create a second network of the same name.
                        "CheckDuplicate",
                        true,
                        "Driver",
                        "bridge",
                        "IPAM",
                        Map.of("Config", List.of(Map.of("Subnet", subnet))),
                        "Options",
                        Map.of("com.docker.network.bridge.enable_icc", "false"),
                        "Labels",
                        Map.of(Names.INSTALLATION, names.installation())));
    }
}
