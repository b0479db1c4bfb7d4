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
import java.util.regex.Pattern;

/** The ResourceQuota and LimitRange of the users' namespace. */
public final class LimitsModel {

    /** A quantity as Kubernetes writes it. */
    private static final Pattern AMOUNT =
            Pattern.compile("[0-9]{1,18}(\\.[0-9]{1,9})?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?");

    private LimitsModel() {}

    /** The objects that are configured. */
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
        words.forEach((name, amount) -> {
            if (!AMOUNT.matcher(amount).matches()) {
                throw new IllegalArgumentException(name + " is \"" + amount + "\". Use an amount such as 8 or 64Gi");
            }
            quantities.put(name, Quantity.parse(amount));
        });
        return quantities;
    }
}
