package dev.berth.hub.access;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A declared service. The keys are those of JupyterHub's {@code services}, and mean the same.
 *
 * @param name its name: lower-case letters, digits and - _ . ~, at most 255 characters, beginning with a letter or digit
 * @param displayName the display name; the name if empty
 * @param description a one-sentence description
 * @param admin whether it has all permissions of administrators; roles with {@code services} grant less
 * @param url where its pages are served, such as {@code http://127.0.0.1:10101}; people open them at {@code /services/NAME/}
 * @param user the system account under which it runs. With {@code command}, the hub starts it under this account, which is required if the hub
 *     runs as root. Otherwise, the proxy checks that this account holds the port of {@code url} on its own machine
 * @param command a program that the hub starts, watches and restarts, and its arguments; not with the Kubernetes spawner
 * @param cwd the working directory of {@code command}; the root directory if not set
 * @param environment environment variables of {@code command}, in addition to JupyterHub's
 * @param display whether the home page lists it for people who can open it
 * @param info additional information for people who can see the service
 * @param apiToken its token, at least 32 characters; preferably use a file instead
 * @param apiTokenFile a file that contains only the token and that only the hub can read
 * @param oauthClientId its OAuth client id, which begins with {@code service-}; {@code service-NAME} if empty
 * @param oauthRedirectUri where OAuth codes are sent, for a service that is not opened through the proxy; otherwise {@code oauth_callback}
 *     below its path
 * @param oauthNoConfirm whether people are not asked before the service learns who they are
 * @param oauthClientAllowedScopes what it may do in the name of people who open it; without any it learns their name and groups
 */
record ServiceProperties(
        @DefaultValue("") String name,
        @DefaultValue("") String displayName,
        @DefaultValue("") String description,
        @DefaultValue("false") boolean admin,
        @DefaultValue("") String url,
        @DefaultValue("") String user,
        @DefaultValue List<String> command,
        @DefaultValue("") String cwd,
        @DefaultValue Map<String, String> environment,
        @DefaultValue("true") boolean display,
        @DefaultValue Map<String, String> info,
        @DefaultValue("") String apiToken,
        @Nullable Path apiTokenFile,
        @DefaultValue("") String oauthClientId,
        @DefaultValue("") String oauthRedirectUri,
        @DefaultValue("false") boolean oauthNoConfirm,
        @DefaultValue List<String> oauthClientAllowedScopes) {

    ServiceProperties {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        info = Map.copyOf(info);
        oauthClientAllowedScopes = List.copyOf(oauthClientAllowedScopes);
        String problem = ServiceName.problem(name);
        if (problem != null) {
            throw new IllegalArgumentException("berth.access.services contains the name \"" + name + "\". " + problem);
        }
    }

    Service service() {
        return new Service(
                name,
                displayName.isEmpty() ? name : displayName,
                description,
                admin,
                url.isEmpty() ? null : url,
                user.isEmpty() ? null : user,
                display,
                Map.copyOf(info),
                client(),
                command.isEmpty() ? null : new Service.Command(command, cwd.isEmpty() ? null : cwd, environment),
                true);
    }

    /** A service is a client if it has pages, or if the configuration says how it uses OAuth, as in JupyterHub. */
    private Service.@Nullable Client client() {
        boolean used = !url.isEmpty() || !oauthClientId.isEmpty() || !oauthRedirectUri.isEmpty() || oauthNoConfirm;
        return used
                ? new Service.Client(
                        oauthClientId.isEmpty() ? ServiceClientId.of(name) : oauthClientId,
                        oauthRedirectUri.isEmpty() ? null : oauthRedirectUri,
                        !oauthNoConfirm,
                        oauthClientAllowedScopes)
                : null;
    }

    /** Omits tokens and the environment. */
    @Override
    public String toString() {
        return "ServiceProperties[" + name + "]";
    }
}
