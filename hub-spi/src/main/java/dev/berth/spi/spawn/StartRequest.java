package dev.berth.spi.spawn;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Everything a spawner needs to start a server. Two requests with the same {@link #ref} are the same start, whatever else differs.
 *
 * @param owner whose server it is
 * @param serverName the user's name for it; empty for the default one
 * @param home the runtime name of the user's home, chosen once per user
 * @param basePath the path under which browsers reach it, escaped, with a slash at both ends, such as {@code /user/ann/}
 * @param image what to run, in the runtime's own terms; empty for the spawner's default
 * @param command the program and its arguments; empty for JupyterLab. {@code {port}}, {@code {ip}} and {@code {base-path}} are
 *     replaced by the spawner
 * @param environment variables for the server, over the spawner's own
 * @param token the secret that the server must ask of visitors and that the proxy gives it; new for each generation
 * @param limits what it may use; a limit that the spawner cannot enforce is refused
 * @param template the name of one of the spawner's own templates, for what only that runtime knows, such as on which nodes to run; empty
 *     for its usual one. A template that the spawner does not have is refused
 * @param groups the owner's groups in the hub, for what a spawner gives to members only
 */
public record StartRequest(
        ServerRef ref,
        Owner owner,
        String serverName,
        String home,
        String basePath,
        String image,
        List<String> command,
        Map<String, String> environment,
        Secret token,
        Limits limits,
        String template,
        List<String> groups) {

    public StartRequest {
        Objects.requireNonNull(template);
        groups = List.copyOf(groups);
        Objects.requireNonNull(ref);
        Objects.requireNonNull(owner);
        Objects.requireNonNull(token);
        Objects.requireNonNull(limits);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (!basePath.startsWith("/") || !basePath.endsWith("/")) {
            throw new IllegalArgumentException("A base path starts and ends with a slash: " + basePath);
        }
    }

    /** A start from the spawner's usual template, by somebody without groups. */
    public StartRequest(
            ServerRef ref,
            Owner owner,
            String serverName,
            String home,
            String basePath,
            String image,
            List<String> command,
            Map<String, String> environment,
            Secret token,
            Limits limits) {
        this(ref, owner, serverName, home, basePath, image, command, environment, token, limits, "", List.of());
    }
}
