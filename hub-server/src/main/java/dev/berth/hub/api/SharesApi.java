package dev.berth.hub.api;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.share.Share;
import dev.berth.hub.share.ShareGrants;
import dev.berth.hub.share.ShareQuery;
import dev.berth.hub.share.ShareRevocations;
import dev.berth.hub.share.SharedServer;
import dev.berth.hub.share.Shares;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shares of a user's servers (contract, section 2.7). The path of the default server ends with a slash. */
@RestController
class SharesApi {

    private static final String OWNER = "/hub/api/shares/{name}";
    private static final String DEFAULT = OWNER + "/";
    private static final String NAMED = OWNER + "/{server}";

    private final Shares shares;
    private final ShareGrants grants;
    private final ShareRevocations revocations;
    private final UserDirectory users;
    private final ShareModels models;
    private final ApiProperties properties;
    private final Links links;

    SharesApi(
            Shares shares,
            ShareGrants grants,
            ShareRevocations revocations,
            UserDirectory users,
            ShareModels models,
            ApiProperties properties,
            Links links) {
        this.shares = shares;
        this.grants = grants;
        this.revocations = revocations;
        this.users = users;
        this.models = models;
        this.properties = properties;
        this.links = links;
    }

    @GetMapping(OWNER)
    @RequiresScope("read:shares")
    ResponseEntity<Object> ofOwner(@PathVariable String name, Caller caller, HttpServletRequest request) {
        long owner = users.byName(name).orElseThrow(ApiException::hidden).id();
        return page(new ShareQuery.OfOwner(owner), caller, request);
    }

    @GetMapping({DEFAULT, NAMED})
    @RequiresScope(value = "read:shares", defaultServer = true)
    ResponseEntity<Object> ofServer(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            Caller caller,
            HttpServletRequest request) {
        return page(new ShareQuery.OfServer(server(name, server)), caller, request);
    }

    private ResponseEntity<Object> page(ShareQuery query, Caller caller, HttpServletRequest request) {
        Paging paging = Paging.always(request, properties);
        Object items = models.shares(caller, shares.page(query, paging.offset(), paging.limit()));
        return paging.answer(items, shares.count(query), request, links.absolute(request, request.getRequestURI()));
    }

    @PostMapping({DEFAULT, NAMED})
    @RequiresScope(value = "shares", defaultServer = true)
    Map<String, @Nullable Object> grant(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            Caller caller,
            HttpServletRequest request) {
        SharedServer shared = server(name, server);
        ShareRequests.ShareBody body = ShareRequests.ShareBody.of(request);
        Share share = ShareRequests.done(
                grants.grant(caller, shared, body.recipient(), body.scopes(), request.getRemoteAddr()));
        return models.share(caller, share);
    }

    /** Revokes; an empty object if the recipient has nothing left. */
    @PatchMapping({DEFAULT, NAMED})
    @RequiresScope(value = "shares", defaultServer = true)
    Map<String, @Nullable Object> revoke(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            Caller caller,
            HttpServletRequest request) {
        SharedServer shared = server(name, server);
        ShareRequests.ShareBody body = ShareRequests.ShareBody.of(request);
        return ShareRequests.done(revocations.revoke(
                        shared, body.recipient(), body.scopes(), caller.actor(request.getRemoteAddr())))
                .map(left -> models.share(caller, left))
                .orElseGet(Map::of);
    }

    @DeleteMapping({DEFAULT, NAMED})
    @RequiresScope(value = "shares", defaultServer = true)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revokeAll(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            Caller caller,
            HttpServletRequest request) {
        revocations.endAll(server(name, server), caller.actor(request.getRemoteAddr()));
    }

    private SharedServer server(String owner, @Nullable String name) {
        return shares.server(owner, name == null ? "" : name).orElseThrow(ApiException::hidden);
    }
}
