package dev.berth.spawner.kubernetes.model;

import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spawner.kubernetes.settings.LimitRangeProperties;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The bounds of the users' namespace. */
public final class LimitsModel {

    private LimitsModel() {}

    /** Those that the configuration has. */
    public static List<HasMetadata> objects(KubernetesSpawnerProperties settings) {
        List<HasMetadata> objects = new ArrayList<>();
        String name = "berth-" + settings.installation();
        if (!settings.quota().isEmpty()) {
            objects.add(new ResourceQuotaBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .withLabels(Names.common(settings))
                    .endMetadata()
                    .withNewSpec()
                    .withHard(quantities(settings.quota()))
                    .endSpec()
                    .build());
        }
        LimitRangeProperties range = settings.limitRange();
        if (!range.isEmpty()) {
            objects.add(new LimitRangeBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .withLabels(Names.common(settings))
                    .endMetadata()
                    .withNewSpec()
                    .addNewLimit()
                    .withType("Container")
                    .withMax(quantities(range.max()))
                    .withMin(quantities(range.min()))
                    .withDefault(quantities(range.limits()))
                    .withDefaultRequest(quantities(range.requests()))
                    .endLimit()
                    .endSpec()
                    .build());
        }
        return objects;
    }

    private static Map<String, Quantity> quantities(Map<String, String> words) {
        Map<String, Quantity> quantities = new TreeMap<>();
        words.forEach((name, amount) -> quantities.put(name, Quantity.parse(amount)));
        return quantities;
    }
}
