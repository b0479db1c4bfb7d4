package dev.berth.hub.api;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.share.Recipient;
import dev.berth.hub.share.Share;
import dev.berth.hub.share.ShareQuery;
import dev.berth.hub.share.ShareRevocations;
import dev.berth.hub.share.Shares;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shares that users and groups have received (contract, section 2.7). */
@RestController
class ReceivedSharesApi {

    private static final String USER = "/hub/api/users/{name}/shared";
    private static final String GROUP = "/hub/api/groups/{group}/shared";
    private static final String DEFAULT = "/{owner}/";
    private static final String NAMED = "/{owner}/{shared}";

    private final Shares shares;
    private final ShareRevocations revocations;
    private final UserDirectory users;
    private final Groups groups;
    private final ShareModels models;
    private final ApiProperties properties;
    private final Links links;

    ReceivedSharesApi(
            Shares shares,
            ShareRevocations revocations,
            UserDirectory users,
            Groups groups,
            ShareModels models,
            ApiProperties properties,
            Links links) {
        this.shares = shares;
        this.revocations = revocations;
        this.users = users;
        this.groups = groups;
        this.models = models;
        this.properties = properties;
        this.links = links;
    }

    /** Includes what groups of the user have received. */
    @GetMapping(USER)
    @RequiresScope("read:users:shares")
    ResponseEntity<Object> ofUser(@PathVariable String name, Caller caller, HttpServletRequest request) {
        long user = users.byName(name).orElseThrow(ApiException::hidden).id();
        return page(new ShareQuery.WithUser(user), caller, request);
    }

    @GetMapping(GROUP)
    @RequiresScope("read:groups:shares")
    ResponseEntity<Object> ofGroup(@PathVariable String group, Caller caller, HttpServletRequest request) {
        long id = groups.byName(group).orElseThrow(ApiException::hidden).id();
        return page(new ShareQuery.WithGroup(id), caller, request);
    }

    private ResponseEntity<Object> page(ShareQuery query, Caller caller, HttpServletRequest request) {
        Paging paging = Paging.always(request, properties);
        Object items = models.shares(caller, shares.page(query, paging.offset(), paging.limit()));
        return paging.answer(items, shares.count(query), request, links.absolute(request, request.getRequestURI()));
    }

    @GetMapping({USER + DEFAULT, USER + NAMED})
    @RequiresScope("read:users:shares")
    Map<String, @Nullable Object> oneOfUser(
            @PathVariable String name,
            @PathVariable String owner,
            @PathVariable(required = false) @Nullable String shared,
            Caller caller) {
        return models.share(caller, share(ShareRequests.user(name), owner, shared));
    }

    @GetMapping({GROUP + DEFAULT, GROUP + NAMED})
    @RequiresScope("read:groups:shares")
    Map<String, @Nullable Object> oneOfGroup(
            @PathVariable String group,
            @PathVariable String owner,
            @PathVariable(required = false) @Nullable String shared,
            Caller caller) {
        return models.share(caller, share(new Recipient(Recipient.Kind.GROUP, group), owner, shared));
    }

    @DeleteMapping({USER + DEFAULT, USER + NAMED})
    @RequiresScope("users:shares")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void leaveAsUser(
            @PathVariable String name,
            @PathVariable String owner,
            @PathVariable(required = false) @Nullable String shared,
            Caller caller,
            HttpServletRequest request) {
        revocations.end(share(ShareRequests.user(name), owner, shared), caller.actor(request.getRemoteAddr()));
    }

    @DeleteMapping({GROUP + DEFAULT, GROUP + NAMED})
    @RequiresScope("groups:shares")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void leaveAsGroup(
            @PathVariable String group,
            @PathVariable String owner,
            @PathVariable(required = false) @Nullable String shared,
            Caller caller,
            HttpServletRequest request) {
        Share share = share(new Recipient(Recipient.Kind.GROUP, group), owner, shared);
        revocations.end(share, caller.actor(request.getRemoteAddr()));
    }

    private Share share(Recipient recipient, String owner, @Nullable String server) {
        return shares.server(owner, server == null ? "" : server)
                .flatMap(shared -> shares.find(shared, recipient))
                .orElseThrow(ApiException::hidden);
    }
}
