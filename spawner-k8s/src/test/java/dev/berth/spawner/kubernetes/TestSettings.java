package dev.berth.spawner.kubernetes;

import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings as in a configuration file. */
public final class TestSettings {

    private TestSettings() {}

    /** From lines such as {@code home.kind=none}, below {@code berth.spawner.kubernetes}. */
    public static KubernetesSpawnerProperties of(String... lines) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            values.put("berth.spawner.kubernetes." + line.substring(0, equals), line.substring(equals + 1));
        }
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("berth.spawner.kubernetes", Bindable.of(KubernetesSpawnerProperties.class));
    }
}
