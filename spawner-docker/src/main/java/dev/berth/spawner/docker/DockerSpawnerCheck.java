package dev.berth.spawner.docker;

import dev.berth.spawner.docker.engine.Engine;
import dev.berth.spi.check.ConfigurationCheck;

/** Reports before the first start what would be rejected at every start. */
final class DockerSpawnerCheck implements ConfigurationCheck {

    private static final String TYPE = "berth.spawner.type";
    private static final String NETWORKS = "berth.routing.server-networks";

    @Override
    public void check(Settings settings, Problems problems) {
        if (!"docker".equals(settings.value(TYPE))) {
            return;
        }
        settings.bound(DockerSpawnerProperties.class).ifPresent(properties -> {
            if (settings.value(NETWORKS) == null && settings.value(NETWORKS + "[0]") == null) {
                problems.add(
                        NETWORKS,
                        NETWORKS + " is not set, and " + TYPE + " is docker. Set it to " + properties.subnet()
                                + ", the value of berth.spawner.docker.subnet; without it no proxy forwards requests to a"
                                + " server");
            }
            if (settings.thorough()) {
                engine(properties, problems);
            }
        });
    }

    /** The hub's log shows the same after a start. */
    private static void engine(DockerSpawnerProperties properties, Problems problems) {
        try (Engine engine = new Engine(properties.socket())) {
            Names names = new Names(properties.installation());
            new Preflight(
                            engine,
                            new Capabilities(engine),
                            new Network(engine, names, properties.subnet()),
                            properties,
                            DockerSpawnerAutoConfiguration.ownUid())
                    .problems()
                    .forEach(problem -> problems.add(TYPE, problem));
        }
    }
}
