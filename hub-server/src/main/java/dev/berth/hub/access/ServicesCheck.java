package dev.berth.hub.access;

import dev.berth.spi.check.ConfigurationCheck;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Checks across services: duplicate names and tokens, and roles for services that do not exist. */
final class ServicesCheck implements ConfigurationCheck {

    private static final String KEY = "berth.access.services";

    @Override
    public void check(Settings settings, Problems problems) {
        settings.bound(AccessProperties.class).ifPresent(properties -> check(properties, problems));
    }

    private static void check(AccessProperties properties, Problems problems) {
        Set<String> names = new HashSet<>();
        Set<String> tokens = new HashSet<>();
        for (ServiceProperties service : properties.services()) {
            if (!names.add(service.name())) {
                problems.add(KEY, KEY + " declares \"" + service.name() + "\" twice. Change the name of one of them");
            }
            token(service, problems)
                    .filter(token -> !tokens.add(token))
                    .ifPresent(twice -> problems.add(
                            KEY,
                            KEY + ": \"" + service.name()
                                    + "\" has the same token as another service. Give it a different token"));
        }
        for (AccessProperties.Role role : properties.roles()) {
            role.services().stream()
                    .filter(name -> !names.contains(name))
                    .forEach(name -> problems.add(
                            "berth.access.roles",
                            "berth.access.roles: the role \"" + role.name() + "\" contains the service \"" + name
                                    + "\", which " + KEY + " does not declare"));
        }
    }

    private static Optional<String> token(ServiceProperties service, Problems problems) {
        try {
            return service.token();
        } catch (IllegalArgumentException unusable) {
            problems.add(KEY, String.valueOf(unusable.getMessage()));
            return Optional.empty();
        }
    }
}
