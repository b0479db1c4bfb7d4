package dev.berth.kit;

import dev.berth.hub.HubApplication;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A running test kit. */
public final class Kit {

    /** Without it, nothing starts: a class path with the kit on it is not enough. */
    static final String OPTION = "--test-kit";

    private static final String HOME = "BERTH_HOME";

    private Kit() {}

    /**
     * Starts it.
     *
     * @param environment contains the secrets
     * @param arguments {@value #OPTION}, and configuration keys as {@code --key=value}
     * @throws KitRefusedException if the option, the data folder or a secret is missing
     */
    public static ConfigurableApplicationContext start(Map<String, String> environment, String... arguments) {
        List<String> given = List.of(arguments);
        if (!given.contains(OPTION)) {
            throw new KitRefusedException("The test kit did not start: the option " + OPTION
                    + " is missing. The test kit lets every program that"
                    + " knows a secret rewrite users, roles and tokens. To start Berth, use bin/berth.");
        }
        if (!environment.containsKey(HOME) && given.stream().noneMatch(each -> each.startsWith("--berth.home="))) {
            throw new KitRefusedException(
                    "The test kit did not start: it has no data folder, and does not use that of a real hub."
                            + " Add --berth.home= and a new folder.");
        }
        KitSecrets secrets = KitSecrets.of(environment);
        return new SpringApplicationBuilder(HubApplication.class, KitConfiguration.class)
                .properties(KitDefaults.all())
                .initializers(
                        (GenericApplicationContext started) -> started.registerBean(KitSecrets.class, () -> secrets))
                .run(Arrays.stream(arguments)
                        .filter(each -> !each.equals(OPTION))
                        .toArray(String[]::new));
    }
}
