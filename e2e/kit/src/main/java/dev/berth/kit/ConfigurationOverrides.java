package dev.berth.kit;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.ConfigurableEnvironment;

/** Binds configuration as the start did, with other values for some keys. */
final class ConfigurationOverrides {

    private final ConfigurableEnvironment environment;
    private final Validator validator;

    ConfigurationOverrides(ConfigurableEnvironment environment, Validator validator) {
        this.environment = environment;
        this.validator = validator;
    }

    static boolean isProperties(Class<?> type) {
        return type.isAnnotationPresent(ConfigurationProperties.class);
    }

    /**
     * The configuration with these keys.
     *
     * @throws IllegalArgumentException if the hub would refuse a value at its start
     */
    Map<Class<?>, Object> bind(Set<Class<?>> types, Map<String, String> keys) {
        List<ConfigurationPropertySource> sources = new ArrayList<>(List.of(new MapConfigurationPropertySource(keys)));
        ConfigurationPropertySources.get(environment).forEach(sources::add);
        Binder binder = new Binder(sources, new PropertySourcesPlaceholdersResolver(environment));
        Map<Class<?>, Object> bound = new HashMap<>();
        types.forEach(type -> bound.put(type, bind(binder, type)));
        return bound;
    }

    private Object bind(Binder binder, Class<?> type) {
        ConfigurationProperties annotation = type.getAnnotation(ConfigurationProperties.class);
        String prefix = annotation.prefix().isEmpty() ? annotation.value() : annotation.prefix();
        try {
            Object properties = binder.bindOrCreate(prefix, Bindable.of(type));
            Set<ConstraintViolation<Object>> broken = validator.validate(properties);
            if (!broken.isEmpty()) {
                throw new IllegalArgumentException(broken.stream()
                        .map(each -> prefix + "." + each.getPropertyPath() + ": " + each.getMessage())
                        .sorted()
                        .collect(Collectors.joining(". ")));
            }
            return properties;
        } catch (BindException refused) {
            throw new IllegalArgumentException(
                    NestedExceptionUtils.getMostSpecificCause(refused).getMessage(), refused);
        }
    }
}
