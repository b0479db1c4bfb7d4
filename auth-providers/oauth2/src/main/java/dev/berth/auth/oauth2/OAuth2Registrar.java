package dev.berth.auth.oauth2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.core.env.Environment;
import org.springframework.web.client.RestClient;

/** Registers the beans in the order of the configuration; an unknown key stops the start. */
final class OAuth2Registrar implements BeanRegistrar {

    @Override
    public void register(BeanRegistry registry, Environment environment) {
        Binder.get(environment)
                .bind(
                        "berth.auth.oauth2",
                        Bindable.mapOf(String.class, OAuth2Client.class),
                        new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
                .orElse(Map.of())
                .forEach((id, client) -> registry.registerBean(
                        "oauth2-provider-" + id,
                        OAuth2Provider.class,
                        bean -> bean.supplier(context -> open(id, client))));
    }

    static OAuth2Provider open(String id, OAuth2Client client) {
        try {
            ProviderKind kind = client.kindOrOidc();
            InstantSource clock = InstantSource.system();
            RestClient http = Outgoing.client(client.connection()).build();
            return new OAuth2Provider(
                    id,
                    client,
                    new Registrations(id, client, secret(client), http, clock),
                    new TokenEndpoint(Outgoing.client(client.connection()), kind),
                    people(client, http),
                    clock);
        } catch (IOException failure) {
            throw new UncheckedIOException("berth.auth.oauth2." + id + " cannot be used", failure);
        }
    }

    private static PersonSource people(OAuth2Client client, RestClient http) throws IOException {
        UserInfo userInfo = new UserInfo(http);
        return switch (client.kindOrOidc()) {
            case OIDC, KEYCLOAK -> new OidcPerson(userInfo, client.groupsClaim(), elsewhere(client, http));
            case GOOGLE ->
                new GooglePerson(
                        new OidcPerson(userInfo, client.groupsClaim(), null),
                        client.google().hostedDomains(),
                        groups(client, http));
            case GITHUB -> new GitHubPerson(client, http);
            case GENERIC -> userInfo;
        };
    }

    private static @Nullable GraphGroups elsewhere(OAuth2Client client, RestClient http) {
        URI address = client.endpoints().groups();
        return address == null ? null : new GraphGroups(http, address);
    }

    private static @Nullable GoogleGroups groups(OAuth2Client client, RestClient http) throws IOException {
        var file = client.google().serviceAccountFile();
        return file == null ? null : GoogleGroups.open(file, client, http);
    }

    private static @Nullable String secret(OAuth2Client client) throws IOException {
        var file = client.clientSecretFile();
        return file == null ? client.clientSecret() : Files.readString(file).strip();
    }
}
