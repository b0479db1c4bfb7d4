package dev.berth.spi.spawn;

import java.util.List;
import java.util.Map;

/** Start requests for tests. */
public final class TestRequests {

    private TestRequests() {}

    /** A start of the spawner's default program for a user {@code ann} with UID 20001. */
    public static StartRequest of(ServerRef ref) {
        return of(ref, List.of());
    }

    public static StartRequest of(ServerRef ref, List<String> command) {
        Owner ann = new Owner("ann", 20_001, 20_001, List.of());
        String token = "token-of-" + ref.runtimeName() + "-" + ref.generation();
        return new StartRequest(
                ref, ann, "", "ann", "/user/ann/", "", command, Map.of(), new Secret(token), Limits.NONE);
    }

    public static StartRequest withLimits(StartRequest request, Limits limits) {
        return new StartRequest(
                request.ref(),
                request.owner(),
                request.serverName(),
                request.home(),
                request.basePath(),
                request.image(),
                request.command(),
                request.environment(),
                request.token(),
                limits);
    }

    public static StartRequest withTemplate(StartRequest request, String template) {
        return new StartRequest(
                request.ref(),
                request.owner(),
                request.serverName(),
                request.home(),
                request.basePath(),
                request.image(),
                request.command(),
                request.environment(),
                request.token(),
                request.limits(),
                template,
                request.groups());
    }
}
