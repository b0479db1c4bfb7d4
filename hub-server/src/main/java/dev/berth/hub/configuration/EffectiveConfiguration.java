package dev.berth.hub.configuration;

import dev.berth.hub.configuration.Setting.Source;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.stereotype.Component;

/** Every key that Berth knows, with its current value in this hub and the source of the value. */
@Component
public class EffectiveConfiguration {

    private static final int MAX_VALUE = 1_000;

    private final ConfigurableEnvironment environment;
    private final List<KnownKeys.Key> keys;

    EffectiveConfiguration(ConfigurableEnvironment environment) {
        this.environment = environment;
        this.keys = KnownKeys.load().keys();
    }

    /** All keys, by name. */
    public List<Setting> all() {
        return keys.stream().map(this::setting).toList();
    }

    private Setting setting(KnownKeys.Key key) {
        ConfigurationPropertyName name = ConfigurationPropertyName.of(key.name());
        Optional<ConfigurationPropertySource> source = source(name);
        boolean shown = ShownKeys.shows(key.name(), key.type());
        @Nullable Origin origin = source.map(where -> origin(where, name)).orElse(null);
        return new Setting(
                key.name(),
                key.description(),
                source.isPresent(),
                shown,
                shown ? value(key, source.isPresent()) : null,
                source.map(where -> kind(where, origin)).orElse(Source.DEFAULT),
                origin == null ? null : bounded(origin.toString()));
    }

    /** The first source that contains the key itself or, for lists and maps, something below it. */
    private Optional<ConfigurationPropertySource> source(ConfigurationPropertyName name) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source.getConfigurationProperty(name) != null
                    || source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT) {
                return Optional.of(source);
            }
        }
        return Optional.empty();
    }

    private static @Nullable Origin origin(ConfigurationPropertySource source, ConfigurationPropertyName name) {
        ConfigurationProperty property = source.getConfigurationProperty(name);
        ConfigurationProperty known = property == null ? source.getConfigurationProperty(name.append("[0]")) : property;
        return known == null ? null : known.getOrigin();
    }

    private static Source kind(ConfigurationPropertySource source, @Nullable Origin origin) {
        if (origin instanceof TextResourceOrigin) {
            return Source.FILE;
        }
        if (origin instanceof SystemEnvironmentOrigin) {
            return Source.ENVIRONMENT;
        }
        return source.getUnderlyingSource() instanceof PropertySource<?> known
                ? switch (known.getName()) {
                    case "commandLineArgs" -> Source.COMMAND_LINE;
                    case "systemEnvironment" -> Source.ENVIRONMENT;
                    default -> known.getName().startsWith("BERTH_CONFIG") ? Source.FILE : Source.OTHER;
                }
                : Source.OTHER;
    }

    private @Nullable String value(KnownKeys.Key key, boolean set) {
        if (!set) {
            return key.standard();
        }
        if (!key.type().startsWith("java.util.List<")) {
            String value = environment.getProperty(key.name());
            return value == null ? null : bounded(value);
        }
        return Binder.get(environment)
                .bind(key.name(), Bindable.listOf(String.class))
                .map(values -> bounded(String.join(", ", values)))
                .orElse(null);
    }

    private static String bounded(String text) {
        return text.length() > MAX_VALUE ? text.substring(0, MAX_VALUE) + "…" : text;
    }
}
