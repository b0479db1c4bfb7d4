package dev.berth.auth.oauth2;

import dev.berth.spi.check.ConfigurationCheck;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether each provider has what its kind needs, and nothing that would let more people in than was meant. */
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

    /** The look at one provider. */
    private record One(String id, OAuth2Client client, Problems problems) {

        void look() {
            if (!ID.matcher(id).matches() || id.equals("local")) {
                tell("", "the id \"" + id + "\" has 1 to 64 of a-z, 0-9 and -, and is not \"local\"");
            }
            if (client.kind() == null) {
                tell("kind", "is missing: oidc, keycloak, github, google or generic");
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
                tell("client-id", "is missing: the id that the hub is registered with at the provider");
            }
            boolean isPublic = client.clientAuthentication() == OAuth2Client.ClientAuthentication.NONE;
            boolean both = client.clientSecret() != null && client.clientSecretFile() != null;
            boolean neither = client.clientSecret() == null && client.clientSecretFile() == null;
            if (both || (neither && !isPublic)) {
                tell(
                        "client-secret-file",
                        "or client-secret: one of them is needed, and only one"
                                + " (none for a public client, with client-authentication: none)");
            }
            readable("client-secret-file", client.clientSecretFile());
        }

        private void addresses() {
            Kind kind = client.kindOrOidc();
            if ((kind == Kind.OIDC || kind == Kind.KEYCLOAK) && client.issuer() == null) {
                tell("issuer", "is missing: the issuer as the provider's discovery document names it");
            }
            if (kind == Kind.GENERIC) {
                needed("endpoints.authorization", client.endpoints().authorization());
                needed("endpoints.token", client.endpoints().token());
                needed("endpoints.user-info", client.endpoints().userInfo());
            }
            secure("issuer", client.issuer());
            secure("endpoints.authorization", client.endpoints().authorization());
            secure("endpoints.token", client.endpoints().token());
            secure("endpoints.user-info", client.endpoints().userInfo());
            secure("endpoints.api", client.endpoints().api());
        }

        private void needed(String key, @Nullable URI address) {
            if (address == null) {
                tell(key, "is missing, which a generic provider needs");
            }
        }

        /** Tokens and secrets go there. */
        private void secure(String key, @Nullable URI address) {
            if (address == null) {
                return;
            }
            boolean plainHere = "http".equals(address.getScheme()) && LOOPBACK.contains(address.getHost());
            if (address.getHost() == null || !("https".equals(address.getScheme()) || plainHere)) {
                tell(
                        key,
                        "is \"" + Texts.cut(address) + "\"; use an https address (http for this machine itself only)");
            }
        }

        private void claims() {
            OAuth2Client.Claims claims = client.claims();
            if (claims.username() != null && claims.usernameExpression() != null) {
                tell("claims.username", "and claims.username-expression are both set; keep one");
            }
            if (claims.usernameExpression() != null) {
                try {
                    NameExpression.compile(claims.usernameExpression());
                } catch (IllegalArgumentException wrong) {
                    tell("claims.username-expression", "is no CEL expression on claims: " + wrong.getMessage());
                }
            }
            domains("claims.strip-domains", claims.stripDomains());
        }

        private void domains(String key, List<String> domains) {
            domains.stream()
                    .filter(domain -> !DOMAIN.matcher(domain).matches())
                    .forEach(domain -> tell(
                            key,
                            "holds \"" + Texts.cut(domain) + "\"; each is one whole domain in lower case, no pattern"));
        }

        private void kindsOwn() {
            Kind kind = client.kindOrOidc();
            OAuth2Client.Google google = client.google();
            if (kind != Kind.GITHUB && !client.github().organizations().isEmpty()) {
                tell("github.organizations", "is for the kind github only, and would keep nobody out here");
            }
            if (kind != Kind.GOOGLE && !google.hostedDomains().isEmpty()) {
                tell("google.hosted-domains", "is for the kind google only, and would keep nobody out here");
            }
            if (kind == Kind.GITHUB
                    && !client.github().organizations().isEmpty()
                    && !client.effectiveScopes().contains("read:org")) {
                tell("scopes", "lacks read:org, without which GitHub tells no organisations");
            }
            domains("google.hosted-domains", google.hostedDomains());
            if ((google.serviceAccountFile() == null) != blank(google.administrator())) {
                tell("google.service-account-file", "and google.administrator belong together: set both or none");
            }
            readable("google.service-account-file", google.serviceAccountFile());
            if (google.nestedGroups() && google.serviceAccountFile() == null) {
                tell("google.nested-groups", "is true, and without google.service-account-file Google tells no groups");
            }
        }

        private void connection() {
            OAuth2Client.Connection connection = client.connection();
            URI proxy = connection.proxy();
            if (proxy != null
                    && (!"http".equals(proxy.getScheme()) || proxy.getHost() == null || proxy.getPort() < 1)) {
                tell("connection.proxy", "is \"" + Texts.cut(proxy) + "\"; use http://host:port");
            }
            if (!connection.connectTimeout().isPositive()
                    || !connection.readTimeout().isPositive()) {
                tell("connection.read-timeout", "and connection.connect-timeout must be positive");
            }
            if (connection.caFile() != null) {
                try {
                    Outgoing.certificates(connection.caFile());
                } catch (IOException failure) {
                    tell("connection.ca-file", "is " + connection.caFile() + ", and cannot be used: " + failure);
                }
            }
        }

        private void readable(String key, @Nullable Path file) {
            if (file != null && !Files.isReadable(file)) {
                tell(key, "is " + file + ", and there is no file that the hub can read");
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
