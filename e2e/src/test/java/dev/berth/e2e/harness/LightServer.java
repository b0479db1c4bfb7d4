package dev.berth.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A server that starts within a moment: it requires its token as JupyterLab does, and reports which one it is. For tests that start and
 * stop hundreds of servers.
 */
public final class LightServer {

    private static final String PYTHON = "/usr/bin/python3";

    private static final String PROGRAM = """
            import http.server, os, sys

            class Handler(http.server.BaseHTTPRequestHandler):
                protocol_version = "HTTP/1.1"

                def do_GET(self):
                    asked = self.headers.get("Authorization", "")
                    known = asked == "token " + os.environ["JUPYTER_TOKEN"]
                    body = os.environ["BERTH_SERVER"].encode() if known else b"token, please"
                    self.send_response(200 if known else 403)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)

                def log_message(self, *words):
                    pass

            http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
            """;

    private LightServer() {}

    /** An installation for kill tests: its servers are small, and what a hub left undone is picked up within seconds. */
    public static Installation installation(String name) {
        Installation installation = new Installation(name)
                .set("berth.servers.lease", "2s")
                .set("berth.servers.look-interval", "1s")
                // A request that waits when its hub is killed would say nothing about what was recorded.
                .set("berth.servers.stop-patience", "0s")
                .set("berth.servers.sweep-interval", "1s")
                .set("berth.culling.interval", "1s")
                .set("berth.routing.acknowledge-timeout", "1s")
                // The test's administrator accesses every server without giving a reason each time.
                .set("berth.access.roles[0].name", "witness")
                .set("berth.access.roles[0].users", "admin")
                .set("berth.access.roles[0].scopes", "access:servers");
        if (!OperatingSystem.isRoot()) {
            installation.set("berth.spawner.local.shared-uid", "accepted");
        }
        offer(installation);
        return installation;
    }

    /** Makes these the only profiles: one that is never idle, and one that is idle after three seconds. */
    public static void offer(Installation installation) {
        Requirement.program(PYTHON, "python3");
        Path program = installation.home().resolve("light_server.py");
        try {
            Files.writeString(program, PROGRAM);
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        installation.profiles(profile("light", "0s", program) + profile("brief", "3s", program));
    }

    private static String profile(String name, String idleTimeout, Path program) {
        return """
                  - name: %s
                    idle-timeout: %s
                    jupyter: false
                    landing: ""
                    stop-grace: 5s
                    command: ["%s", "%s", "{port}"]
                """.formatted(name, idleTimeout, PYTHON, program);
    }
}
