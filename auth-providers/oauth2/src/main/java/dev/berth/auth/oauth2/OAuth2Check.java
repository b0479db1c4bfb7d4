package dev.berth.auth.oauth2;

import dev.berth.spi.check.ConfigurationCheck;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks that each provider has what its kind needs, and nothing that would allow more people than intended. */
final class OAuth2Check implements ConfigurationCheck {

    private static final Pattern ID = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");
    private static final Pattern DOMAIN =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+");
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "[::1]");

    @Override
    public void check(Settings settings, Problems problems) {
        settings.bound(OAuth2Properties.class)
                .ifPresent(properties ->
                        properties.oauth2().forEach((id, client) -> new One(id, client, problems).look()));
    }

    /** Checks one provider. */
    private record One(String id, OAuth2Client client, Problems problems) {

        void look() {
            if (!ID.matcher(id).matches() || id.equals("local")) {
                tell(
                        "",
                        "the id \"" + id
                                + "\" is not valid. Use 1 to 64 characters of a-z, 0-9 and -, and not \"local\"");
            }
            if (client.kind() == null) {
                tell("kind", "is missing. Use oidc, keycloak, github, google or generic");
                return;
            }
            credentials();
            addresses();
            claims();
            kindsOwn();
            connection();
        }

        private void credentials() {
            if (blank(client.clientId())) {
                tell("client-id", "is missing. Set it to the client ID of the hub at the provider");
            }
            boolean isPublic = client.clientAuthentication() == OAuth2Client.ClientAuthentication.NONE;
            boolean both = client.clientSecret() != null && client.clientSecretFile() != null;
            boolean neither = client.clientSecret() == null && client.clientSecretFile() == null;
            if (both || (neither && !isPublic)) {
                tell(
                        "client-secret-file",
                        "or client-secret must be set, but not both"
                                + " (neither for a public client, with client-authentication: none)");
            }
            readable("client-secret-file", client.clientSecretFile());
        }

        private void addresses() {
            ProviderKind kind = client.kindOrOidc();
            if ((kind == ProviderKind.OIDC || kind == ProviderKind.KEYCLOAK) && client.issuer() == null) {
                tell("issuer", "is missing. Set it to the issuer in the provider's discovery document");
            }
            if (kind == ProviderKind.GENERIC) {
                needed("endpoints.authorization", client.endpoints().authorization());
                needed("endpoints.token", client.endpoints().token());
                needed("endpoints.user-info", client.endpoints().userInfo());
            }
            secure("issuer", client.issuer());
            secure("endpoints.authorization", client.endpoints().authorization());
            secure("endpoints.token", client.endpoints().token());
            secure("endpoints.user-info", client.endpoints().userInfo());
            secure("endpoints.api", client.endpoints().api());
            groups(kind, client.endpoints().groups());
        }

        private void groups(ProviderKind kind, @Nullable URI address) {
            secure("endpoints.groups", address);
            if (address != null && kind != ProviderKind.OIDC) {
                tell("endpoints.groups", "is for the kind oidc only");
            } else if (address != null && GraphGroups.property(address).isEmpty()) {
                tell(
                        "endpoints.groups",
                        "is \"" + Texts.cut(address) + "\"; it needs $select with the one property that names a group,"
                                + " such as $select=id");
            }
        }

        private void needed(String key, @Nullable URI address) {
            if (address == null) {
                tell(key, "is missing. A generic provider needs it");
            }
        }

        /** Tokens and secrets are sent to this address. */
        private void secure(String key, @Nullable URI address) {
            if (address == null) {
                return;
            }
            boolean plainHere = "http".equals(address.getScheme()) && LOOPBACK.contains(address.getHost());
            if (address.getHost() == null || !("https".equals(address.getScheme()) || plainHere)) {
                tell(key, "is \"" + Texts.cut(address) + "\". Use an https address (http only for this machine)");
            }
        }

        private void claims() {
            OAuth2Client.Claims claims = client.claims();
            if (claims.username() != null && claims.usernameExpression() != null) {
                tell("claims.username", "and claims.username-expression are both set. Remove one of them");
            }
            if (claims.usernameExpression() != null) {
                try {
                    NameExpression.compile(claims.usernameExpression());
                } catch (IllegalArgumentException wrong) {
                    tell(
                            "claims.username-expression",
                            "is not a valid CEL expression on claims: " + wrong.getMessage());
                }
            }
            domains("claims.strip-domains", claims.stripDomains());
        }

        private void domains(String key, List<String> domains) {
            domains.stream()
                    .filter(domain -> !DOMAIN.matcher(domain).matches())
                    .forEach(domain -> tell(
                            key,
                            "contains \"" + Texts.cut(domain)
                                    + "\". Each entry must be a complete domain in lower case, not a pattern"));
        }

        private void kindsOwn() {
            ProviderKind kind = client.kindOrOidc();
            OAuth2Client.Google google = client.google();
            if (kind != ProviderKind.GITHUB && !client.github().organizations().isEmpty()) {
                tell("github.organizations", "applies only to the kind github and would not restrict anybody here");
            }
            if (kind != ProviderKind.GOOGLE && !google.hostedDomains().isEmpty()) {
                tell("google.hosted-domains", "applies only to the kind google and would not restrict anybody here");
            }
            if (kind == ProviderKind.GITHUB
                    && !client.github().organizations().isEmpty()
                    && !client.effectiveScopes().contains("read:org")) {
                tell("scopes", "does not include read:org, which GitHub requires for listing organizations");
            }
            domains("google.hosted-domains", google.hostedDomains());
            if ((google.serviceAccountFile() == null) != blank(google.administrator())) {
                tell("google.service-account-file", "and google.administrator belong together. Set both or neither");
            }
            readable("google.service-account-file", google.serviceAccountFile());
            if (google.nestedGroups() && google.serviceAccountFile() == null) {
                tell(
                        "google.nested-groups",
                        "is true, but Google does not return groups without google.service-account-file");
            }
        }

        private void connection() {
            OAuth2Client.Connection connection = client.connection();
            URI proxy = connection.proxy();
            if (proxy != null
                    && (!"http".equals(proxy.getScheme()) || proxy.getHost() == null || proxy.getPort() < 1)) {
                tell("connection.proxy", "is \"" + Texts.cut(proxy) + "\". Use http://host:port");
            }
            if (!connection.connectTimeout().isPositive()
                    || !connection.readTimeout().isPositive()) {
                tell("connection.read-timeout", "and connection.connect-timeout must be positive");
            }
            if (connection.caFile() != null) {
                try {
                    Outgoing.certificates(connection.caFile());
                } catch (IOException failure) {
                    tell("connection.ca-file", "is " + connection.caFile() + ", which cannot be used: " + failure);
                }
            }
        }

        private void readable(String key, @Nullable Path file) {
            if (file != null && !Files.isReadable(file)) {
                tell(key, "is " + file + ", which is not a file that the hub can read");
            }
        }

        private void tell(String key, String text) {
            String full = "berth.auth.oauth2." + id + (key.isEmpty() ? "" : "." + key);
            problems.add(full, full + " " + text);
        }

        private static boolean blank(@Nullable String text) {
            return text == null || text.isBlank();
        }
    }
}
