package dev.berth.hub.configuration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Binds every properties record on the class path as the start will, and collects what is rejected. A record reports only its first invalid
 * key; therefore that key is set aside, and the record is bound again until nothing is rejected.
 */
final class Bindings {

    /** A limit, in case a record rejects something different each time. */
    private static final int MOST_ROUNDS = 100;

    private static final Pattern NAMED =
            Pattern.compile("^(?:The role \\S+ in )?(berth(?:\\.[a-z0-9-]+(?:\\[\\d+])?)+)");

    private final ConfigurableEnvironment environment;
    private final Map<Class<?>, Object> bound = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Set<ConfigurationPropertyName> aside = new HashSet<>();

    Bindings(ConfigurableEnvironment environment, KnownKeys known) {
        this.environment = environment;
        known.groups().forEach(this::bind);
    }

    List<Finding> findings() {
        return findings;
    }

    /** The record of this class, with defaults for the keys that were set aside, if it can be created at all. */
    <T> Optional<T> bound(Class<T> type) {
        return Optional.ofNullable(bound.get(type)).map(type::cast);
    }

    private void bind(String name) {
        Class<?> type = load(name);
        ConfigurationProperties annotation = type.getAnnotation(ConfigurationProperties.class);
        if (annotation == null) {
            return;
        }
        String prefix = annotation.prefix().isEmpty() ? annotation.value() : annotation.prefix();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            try {
                Object properties = binder().bindOrCreate(prefix, Bindable.of(type));
                bound.put(type, properties);
                if (!putAside(Constraints.broken(prefix, properties))) {
                    return;
                }
            } catch (BindException refused) {
                if (!putAside(refused)) {
                    return;
                }
            }
        }
    }

    private boolean putAside(List<Constraints.Broken> all) {
        boolean changed = false;
        for (Constraints.Broken each : all) {
            String key = each.key().toString();
            String value = Finding.of(environment, key, "").value();
            findings.add(Finding.of(environment, key, key + " is \"" + value + "\". " + each.remedy()));
            changed |= aside.add(each.key()) && isSet(each.key());
        }
        return changed;
    }

    /** False if the rejected key is not set anywhere, so that removing it would not change anything. */
    private boolean putAside(BindException refused) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(refused);
        String message = String.valueOf(cause.getMessage());
        Matcher named = NAMED.matcher(message);
        boolean told = named.find() && !(cause instanceof NumberFormatException);
        ConfigurationPropertyName name = told ? ConfigurationPropertyName.of(named.group(1)) : refused.getName();
        String key = name.toString();
        String problem = told ? message : Expectation.problem(key, value(refused), refused.getTarget());
        findings.add(Finding.of(environment, key, problem));
        return aside.add(name) && isSet(name);
    }

    private @Nullable String value(BindException refused) {
        return refused.getProperty() == null
                ? null
                : Finding.of(environment, refused.getName().toString(), "").value();
    }

    private boolean isSet(ConfigurationPropertyName name) {
        return StreamSupport.stream(
                        ConfigurationPropertySources.get(environment).spliterator(), false)
                .anyMatch(source -> source.getConfigurationProperty(name) != null
                        || source.containsDescendantOf(name)
                                == org.springframework.boot.context.properties.source.ConfigurationPropertyState
                                        .PRESENT);
    }

    private Binder binder() {
        List<ConfigurationPropertySource> sources = StreamSupport.stream(
                        ConfigurationPropertySources.get(environment).spliterator(), false)
                .map(source -> source.filter(
                        name -> aside.stream().noneMatch(each -> each.equals(name) || each.isAncestorOf(name))))
                .toList();
        return new Binder(sources, new PropertySourcesPlaceholdersResolver(environment));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Bindings.class.getClassLoader());
        } catch (ClassNotFoundException failure) {
            throw new IllegalStateException("The configuration metadata contains an unknown class: " + name, failure);
        }
    }
}
