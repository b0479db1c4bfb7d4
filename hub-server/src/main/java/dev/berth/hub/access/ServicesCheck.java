package dev.berth.hub.access;

import dev.berth.spi.check.ConfigurationCheck;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Checks services: their values, what must be unique among them, and roles for services that do not exist. */
final class ServicesCheck implements ConfigurationCheck {

    private static final String KEY = "berth.access.services";

    @Override
    public void check(Settings settings, Problems problems) {
        settings.bound(AccessProperties.class).ifPresent(properties -> check(properties, problems));
    }

    private static void check(AccessProperties properties, Problems problems) {
        Set<String> names = new HashSet<>();
        Set<String> tokens = new HashSet<>();
        Set<String> clients = new HashSet<>();
        ScopeCatalog catalog = new ScopeCatalog(properties);
        for (int i = 0; i < properties.services().size(); i++) {
            ServiceProperties declared = properties.services().get(i);
            // The key of its name, so that the file and the line can be told.
            String key = KEY + "[" + i + "].name";
            Consumer<String> report = text -> problems.add(key, KEY + ": " + text);
            String name = "\"" + declared.name() + "\"";
            if (!names.add(declared.name())) {
                report.accept(name + " is declared twice. Change the name of one of them");
            }
            token(declared, tokens, report);
            new DeclaredService(declared.service(), catalog, report).check();
            Service.Client client = declared.service().client();
            if (client != null && !clients.add(client.id())) {
                report.accept(name + " has the same oauth-client-id as another service, \"" + client.id()
                        + "\". Give it a different one");
            }
        }
        roles(properties, names, problems);
    }

    private static void token(ServiceProperties declared, Set<String> tokens, Consumer<String> report) {
        String name = "\"" + declared.name() + "\"";
        try {
            Optional<String> token = ServiceToken.of(declared);
            if (token.isPresent() && !tokens.add(token.get())) {
                report.accept(name + " has the same token as another service. Give it a different token");
            }
            if (token.isEmpty() && usesOAuth(declared) && declared.command().isEmpty()) {
                report.accept(
                        name + " uses OAuth, but has neither api-token-file nor api-token, which is its client secret."
                                + " Set one of them");
            }
        } catch (IllegalArgumentException unusable) {
            report.accept(String.valueOf(unusable.getMessage()));
        }
    }

    private static boolean usesOAuth(ServiceProperties declared) {
        return !declared.oauthClientId().isEmpty()
                || !declared.oauthRedirectUri().isEmpty()
                || declared.oauthNoConfirm();
    }

    private static void roles(AccessProperties properties, Set<String> names, Problems problems) {
        for (AccessProperties.Role role : properties.roles()) {
            role.services().stream()
                    .filter(name -> !names.contains(name))
                    .forEach(name -> problems.add(
                            "berth.access.roles",
                            "berth.access.roles: the role \"" + role.name() + "\" contains the service \"" + name
                                    + "\", which " + KEY + " does not declare"));
        }
    }
}
