package dev.berth.hub.access;

import dev.berth.spi.check.ConfigurationCheck;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
        for (ServiceProperties declared : properties.services()) {
            Consumer<String> report = text -> problems.add(KEY, KEY + ": " + text);
            String name = "\"" + declared.name() + "\"";
            if (!names.add(declared.name())) {
                report.accept(name + " is declared twice. Change the name of one of them");
            }
            token(declared, tokens, problems);
            new DeclaredService(declared.service(), report).check();
            Service.Client client = declared.service().client();
            if (client != null && !clients.add(client.id())) {
                report.accept(name + " has the same oauth-client-id as another service, \"" + client.id()
                        + "\". Give it a different one");
            }
        }
        roles(properties, names, problems);
    }

    private static void token(ServiceProperties declared, Set<String> tokens, Problems problems) {
        String token = null;
        try {
            token = ServiceToken.of(declared).orElse(null);
        } catch (IllegalArgumentException unusable) {
            problems.add(KEY, String.valueOf(unusable.getMessage()));
        }
        if (token != null && !tokens.add(token)) {
            problems.add(
                    KEY,
                    KEY + ": \"" + declared.name()
                            + "\" has the same token as another service. Give it a different token");
        }
        unusableClient(declared, token, problems);
    }

    /** Without a token, a service that does not get one from the hub cannot exchange codes. */
    private static void unusableClient(ServiceProperties declared, @Nullable String token, Problems problems) {
        boolean configured = !declared.apiToken().isEmpty() || declared.apiTokenFile() != null;
        boolean asked = !declared.oauthClientId().isEmpty()
                || !declared.oauthRedirectUri().isEmpty()
                || declared.oauthNoConfirm();
        if (asked && token == null && !configured && declared.command().isEmpty()) {
            problems.add(
                    KEY,
                    KEY + ": \"" + declared.name()
                            + "\" uses OAuth, but has neither api-token-file nor api-token, which"
                            + " is its client secret. Set one of them");
        }
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
