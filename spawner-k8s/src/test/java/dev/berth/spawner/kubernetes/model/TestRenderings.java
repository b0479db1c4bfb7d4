package dev.berth.spawner.kubernetes.model;

import dev.berth.spawner.kubernetes.TestSettings;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spi.spawn.Limits;
import dev.berth.spi.spawn.Owner;
import dev.berth.spi.spawn.Secret;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.StartRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Starts of a user {@code ann} in the groups {@code vision} and {@code staff}. */
final class TestRenderings {

    private TestRenderings() {}

    static StartRequest request(Limits limits, String template) {
        return new StartRequest(
                new ServerRef("ann", 3),
                new Owner("Ann Example", 20_001, 20_001, List.of(30_001L)),
                "",
                "ann",
                "/user/ann/",
                "",
                List.of(),
                Map.of("JUPYTERHUB_BASE_URL", "/", "TOPIC", "$(HOME)"),
                new Secret("f".repeat(64)),
                limits,
                template,
                List.of("vision", "staff"));
    }

    static Rendering of(Limits limits, String template, String... settings) {
        KubernetesSpawnerProperties properties = TestSettings.of(settings);
        return new Rendering(
                request(limits, template),
                properties,
                Objects.requireNonNull(properties.template(template)),
                "claim-ann",
                "jupyter-ann-3-secret");
    }
}
