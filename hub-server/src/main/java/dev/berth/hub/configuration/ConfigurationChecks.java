package dev.berth.hub.configuration;

import dev.berth.spi.check.ConfigurationCheck;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;

/**
 * Checks the whole configuration before the rest of the hub is created, and stops the start with all problems: the file, unknown keys,
 * values that cannot be bound, and the findings of each component's own checks. {@code berth check} runs only this.
 */
public class ConfigurationChecks implements EnvironmentPostProcessor, Ordered {

    /** The property with which {@code berth check} requests thorough checks, and the findings instead of a failing start. */
    public static final String THOROUGH = "check.thorough";

    private static final String FINDINGS = "check.findings";

    private static final Pattern LINE = Pattern.compile("(.*):(\\d+)");

    private final Log log;

    /** The log does not exist yet: what is written to it appears once it does. */
    public ConfigurationChecks(DeferredLogFactory logs) {
        this.log = logs.getLog(ConfigurationChecks.class);
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Findings findings = find(environment);
        if (environment.getProperty(THOROUGH, Boolean.class, false)) {
            environment.getPropertySources().addFirst(new MapPropertySource(FINDINGS, Map.of(FINDINGS, findings)));
        } else if (!findings.problems().isEmpty()) {
            throw new ConfigurationProblemException(findings.problems());
        } else {
            findings.warnings().forEach(each -> log.warn(each.text()));
        }
    }

    /** The findings in an environment that was prepared with {@link #THOROUGH}. */
    public static Findings findings(ConfigurableEnvironment environment) {
        PropertySource<?> kept = environment.getPropertySources().get(FINDINGS);
        return kept != null && kept.getProperty(FINDINGS) instanceof Findings findings
                ? findings
                : new Findings(List.of(), List.of());
    }

    static Findings find(ConfigurableEnvironment environment) {
        KnownKeys known = KnownKeys.load();
        Set<Finding> findings = new LinkedHashSet<>();
        Set<Finding> warnings = new LinkedHashSet<>();
        ConfigurationFile.problem(environment).ifPresent(findings::add);
        findings.addAll(UnknownKeys.find(environment, known));
        findings.addAll(UnknownVariables.find(environment, known));
        Bindings bindings = new Bindings(environment, known);
        findings.addAll(bindings.findings());
        Configured configured = new Configured(environment, bindings);
        for (ConfigurationCheck check : SpringFactoriesLoader.forDefaultResourceLocation(
                        ConfigurationChecks.class.getClassLoader())
                .load(ConfigurationCheck.class)) {
            check.check(configured, new Collected(environment, findings, warnings));
        }
        return new Findings(sorted(findings), sorted(warnings));
    }

    private static List<Finding> sorted(Set<Finding> findings) {
        return findings.stream()
                .sorted(Comparator.comparing((Finding each) -> file(each)).thenComparingInt(ConfigurationChecks::line))
                .toList();
    }

    private static String file(Finding finding) {
        Matcher matched = LINE.matcher(finding.place());
        return matched.matches() ? matched.group(1) : finding.place();
    }

    private static int line(Finding finding) {
        Matcher matched = LINE.matcher(finding.place());
        return matched.matches() ? Integer.parseInt(matched.group(2)) : 0;
    }

    /** After all other post-processors have added their property sources. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 50;
    }

    private record Collected(ConfigurableEnvironment environment, Set<Finding> problems, Set<Finding> warnings)
            implements ConfigurationCheck.Problems {

        @Override
        public void add(String key, String text) {
            problems.add(Finding.of(environment, key, text));
        }

        @Override
        public void warn(String key, String text) {
            warnings.add(Finding.of(environment, key, text));
        }
    }

    private record Configured(ConfigurableEnvironment environment, Bindings bindings)
            implements ConfigurationCheck.Settings {

        @Override
        public @Nullable String value(String key) {
            return environment.getProperty(key);
        }

        @Override
        public <T> Optional<T> bound(Class<T> type) {
            return bindings.bound(type);
        }

        @Override
        public boolean thorough() {
            return environment.getProperty(THOROUGH, Boolean.class, false);
        }
    }
}
