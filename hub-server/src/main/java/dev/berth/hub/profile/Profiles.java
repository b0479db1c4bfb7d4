package dev.berth.hub.profile;

import dev.berth.hub.profile.ProfileProperties.Declared;
import dev.berth.spi.route.CanonicalPath;
import dev.berth.spi.spawn.Limits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The profiles of this hub, validated once when it starts. */
@Component
public class Profiles {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");

    private final List<Profile> profiles;

    Profiles(ProfileProperties properties, Environment environment) {
        refuseUnknownKeys(environment);
        List<Declared> declared = properties.offered();
        List<String> problems = problems(declared);
        if (!problems.isEmpty()) {
            throw new InvalidProfilesException(problems);
        }
        this.profiles = declared.stream()
                .map(one -> resolve(one, new DeclaredOptions("", one.gpuResource()).of(one.options())))
                .toList();
    }

    /** A misspelled limit must not result in a profile without that limit. Files are checked earlier; this is for environment variables. */
    private static void refuseUnknownKeys(Environment environment) {
        try {
            var _ = Binder.get(environment, new NoUnboundElementsBindHandler(BindHandler.DEFAULT, source -> true))
                    .bind("berth.profiles", Bindable.listOf(Declared.class));
        } catch (BindException failure) {
            if (failure.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
                throw new InvalidProfilesException(unbound.getUnboundProperties().stream()
                        .map(
                                property -> property.getName() + " (in " + property.getOrigin()
                                        + ") is not a key of a profile. Correct or remove it; docs/howto/profiles.md lists all keys")
                        .toList());
            }
            throw failure;
        }
    }

    /** All profiles, in the order of the configuration. */
    public List<Profile> all() {
        return profiles;
    }

    /** The profiles that a member of these groups can use. */
    public List<Profile> offeredTo(List<String> memberOf) {
        return profiles.stream()
                .filter(profile -> profile.isOfferedTo(memberOf))
                .toList();
    }

    /** The profile with that name, or the first one for an empty name, if a member of these groups can use it. */
    public Optional<Profile> find(String name, List<String> memberOf) {
        return offeredTo(memberOf).stream()
                .filter(profile -> name.isEmpty() || profile.name().equals(name))
                .findFirst();
    }

    /** One sentence for each problem, which begins with its key. */
    static List<String> problems(List<Declared> declared) {
        List<String> problems = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < declared.size(); i++) {
            Declared one = declared.get(i);
            String key = "berth.profiles[" + i + "]";
            if (!NAME.matcher(one.name()).matches()) {
                problems.add(key + ".name is \"" + one.name()
                        + "\". Use lower-case letters, digits and hyphens, at most 40 characters");
            } else if (!names.add(one.name())) {
                problems.add(key + ".name is \"" + one.name()
                        + "\", which is used twice. Use a unique name for each profile");
            }
            addNegatives(problems, key, one);
            DeclaredOptions options = new DeclaredOptions(key, one.gpuResource());
            var _ = options.of(one.options());
            problems.addAll(options.problems());
        }
        return problems;
    }

    private static void addNegatives(List<String> problems, String key, Declared one) {
        if (one.cpu() < 0 || one.gpus() < 0 || one.memory().isNegative()) {
            problems.add(key + " has a negative limit (memory " + one.memory() + ", cpu " + one.cpu() + ", gpus "
                    + one.gpus() + "). Use 0 for none");
        }
        if (one.startTimeout().toSeconds() < 1) {
            problems.add(key + ".start-timeout is " + one.startTimeout() + ", but must be at least 1s");
        }
        if (!Double.isFinite(one.cpu()) || (one.cpu() > 0 && one.cpu() < 0.001)) {
            problems.add(key + ".cpu is " + one.cpu() + ". Use 0 for no limit, or at least 0.001");
        }
        if (!one.landing().isEmpty() && !isBelow(one.landing())) {
            problems.add(
                    key + ".landing is \"" + one.landing()
                            + "\". Use a path relative to the server's path, without a leading slash, such as lab or tree/course");
        }
        if (one.idleTimeout().isNegative()
                || one.maxAge().isNegative()
                || one.stopGrace().isNegative()) {
            problems.add(key + " has a negative time (idle-timeout " + one.idleTimeout() + ", max-age " + one.maxAge()
                    + ", stop-grace " + one.stopGrace() + "). Use 0 for never");
        }
    }

    private static String standardName(Declared one) {
        return one.name().equals("jupyterlab") ? "JupyterLab" : one.name();
    }

    /** It is appended to the server's address unchanged. */
    private static boolean isBelow(String landing) {
        return ("/" + landing).equals(CanonicalPath.of("/" + landing));
    }

    private static Profile resolve(Declared one, List<Option> options) {
        String displayName = one.displayName().isEmpty() ? standardName(one) : one.displayName();
        Map<String, Integer> devices = one.gpus() == 0 ? Map.of() : Map.of(one.gpuResource(), one.gpus());
        ServerSpec spec = new ServerSpec(
                one.name(),
                displayName,
                one.image(),
                one.command(),
                one.environment(),
                new Limits(one.memory().toBytes(), Math.round(one.cpu() * 1000), devices),
                one.startTimeout(),
                one.idleTimeout(),
                one.maxAge(),
                one.stopGrace(),
                one.mode(),
                one.jupyter(),
                one.landing(),
                one.gpuResource(),
                Map.of(),
                Map.of(),
                one.template());
        return new Profile(one.name(), displayName, one.description(), Set.copyOf(one.groups()), options, spec);
    }
}
