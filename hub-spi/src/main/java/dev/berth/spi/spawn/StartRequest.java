package dev.berth.spi.spawn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Everything that a spawner needs to start a server. Two requests with the same {@link #ref} are the same start, even if they differ
 * otherwise.
 *
 * @param owner the user who owns the server
 * @param serverName the name that the user gave the server; empty for the default server
 * @param home the runtime name of the user's home directory, chosen once per user
 * @param basePath the path under which browsers reach the server, escaped, with a slash at both ends, such as {@code /user/ann/}
 * @param image the image to run, in the terms of the runtime; empty for the spawner's default
 * @param command the program and its arguments; empty for JupyterLab. The spawner replaces the placeholders in it ({@link #at})
 * @param environment environment variables for the server, which override those of the spawner. The spawner replaces the placeholders in
 *     {@link #SERVICE_URL} ({@link #environment(String, int)})
 * @param token the token that the server must require and that the proxy sends to it; new for each generation
 * @param limits the resources that the server may use; a limit that the spawner cannot enforce is rejected
 * @param template the name of one of the spawner's templates, for settings that only that runtime has, such as the nodes to run on; empty
 *     for the default template. An unknown template is rejected
 * @param groups the owner's groups in the hub, for resources that a spawner gives only to members
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

    /** The variable from which {@code jupyterhub-singleuser} learns the address and path at which to listen. */
    public static final String SERVICE_URL = "JUPYTERHUB_SERVICE_URL";

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
            throw new IllegalArgumentException("A base path must start and end with a slash: " + basePath);
        }
    }

    /** A start with the default template, for a user without groups. */
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

    /** The text with {@code {ip}}, {@code {port}} and {@code {base-path}} replaced by where the server listens. */
    public String at(String text, String ip, int port) {
        return text.replace("{port}", Integer.toString(port))
                .replace("{ip}", ip)
                .replace("{base-path}", basePath);
    }

    /** The environment of a server that listens at this address. Only {@link #SERVICE_URL} has placeholders: other values are users' own. */
    public Map<String, String> environment(String ip, int port) {
        Map<String, String> resolved = new HashMap<>(environment);
        resolved.computeIfPresent(SERVICE_URL, (name, url) -> at(url, ip, port));
        return resolved;
    }
}
