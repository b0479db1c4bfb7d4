package dev.berth.hub.api;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Public;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.server.HubShutdown;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Stops the hub, and responds to calls that JupyterHub has removed (contract, section 2.2). */
@RestController
class HubControlApi {

    private final HubShutdown shutdown;

    HubControlApi(HubShutdown shutdown) {
        this.shutdown = shutdown;
    }

    /**
     * Stops the hub that handles the request. Whether servers stop as well is a parameter or, by default, the configuration; a stand-alone
     * proxy keeps running, as whenever a hub stops.
     */
    @PostMapping("/hub/api/shutdown")
    @RequiresScope("shutdown")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Map<String, String> stop(Caller caller, HttpServletRequest request) {
        ApiBody body = ApiBody.of(request).only(Set.of("proxy", "servers"));
        var _ = body.bool("proxy");
        shutdown.begin(body.bool("servers"), caller.actor(request.getRemoteAddr()));
        return Map.of("message", "Shutting down Hub");
    }

    /** Also removed from JupyterHub: a password in exchange for a token. */
    @PostMapping("/hub/api/authorizations/token")
    @Public
    void oldToken() {
        throw new ApiException(
                404,
                "/api/authorizations/token has been removed. Use POST /api/users/:name/tokens with a token or on the token page"
                        + " of the hub");
    }

    /** Deprecated in JupyterHub and not supported: the credential was part of the path, which appears in logs. */
    @RequestMapping(
            path = {"/hub/api/authorizations/cookie/{kind}", "/hub/api/authorizations/cookie/{kind}/{value}"},
            method = RequestMethod.GET)
    @Public
    void oldIdentity() {
        throw new ApiException(
                404, "This call has been removed. Use GET /api/user with the token in the Authorization header");
    }

    /** Obsolete since JupyterHub uses OAuth; it has no effect. */
    @PostMapping("/hub/api/users/{name}/admin-access")
    @RequiresScope("servers")
    void adminAccess(@PathVariable String name) {
        // As in JupyterHub, only the scope is checked.
    }
}
