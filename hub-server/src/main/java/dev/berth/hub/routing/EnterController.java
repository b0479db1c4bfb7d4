package dev.berth.hub.routing;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.SignedIn;
import dev.berth.hub.access.Target;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.web.Links;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Redirects a signed-in browser to a user's own host, with a one-time code, if it can use a server there. */
@Controller
class EnterController {

    /** The proxy's own path on users' hosts; it is beside the base URL, not below it. */
    private static final String PROXY_ENTRY = "/_berth/enter";

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Links links;
    private final HostEntries entries;
    private final ServerDirectory servers;
    private final Access access;

    EnterController(Links links, HostEntries entries, ServerDirectory servers, Access access) {
        this.links = links;
        this.entries = entries;
        this.servers = servers;
        this.access = access;
    }

    @GetMapping("/hub/enter")
    @SignedIn
    ResponseEntity<Void> enter(@RequestParam String host, @RequestParam String state, @RequestParam String next) {
        Caller caller = CallerAuthentication.current().orElseThrow();
        if (!links.perUserHosts() || !SHA256.matcher(state).matches() || !mayEnter(caller, host)) {
            return ResponseEntity.notFound().build();
        }
        String code = entries.issue(caller.credential().hash(), host, state);
        String location = links.userOrigin(host) + PROXY_ENTRY + "?code=" + code + "&next="
                + URLEncoder.encode(next, StandardCharsets.UTF_8);
        return ResponseEntity.status(302).location(URI.create(location)).build();
    }

    /** Only for hosts that exist, and only if this caller can use one of the servers there. */
    private boolean mayEnter(Caller caller, String host) {
        return servers.onHost(host).stream()
                .anyMatch(server ->
                        access.allows(caller, "access:servers", new Target.OfServer(server.userName(), server.name())));
    }
}
