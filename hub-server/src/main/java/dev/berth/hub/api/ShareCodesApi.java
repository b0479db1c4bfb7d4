package dev.berth.hub.api;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.share.ShareCodes;
import dev.berth.hub.share.SharedServer;
import dev.berth.hub.share.Shares;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Codes with which people accept a share of a server (contract, section 2.7). The path of the default server ends with a slash. */
@RestController
class ShareCodesApi {

    private static final String OWNER = "/hub/api/share-codes/{name}";
    private static final String DEFAULT = OWNER + "/";
    private static final String NAMED = OWNER + "/{server}";

    private static final Duration MIN = Duration.ofMinutes(1);
    private static final Duration MAX = Duration.ofDays(365);
    private static final Duration STANDARD = Duration.ofDays(1);

    private final ShareCodes codes;
    private final Shares shares;
    private final UserDirectory users;
    private final ShareModels models;
    private final ApiProperties properties;
    private final Links links;

    ShareCodesApi(
            ShareCodes codes,
            Shares shares,
            UserDirectory users,
            ShareModels models,
            ApiProperties properties,
            Links links) {
        this.codes = codes;
        this.shares = shares;
        this.users = users;
        this.models = models;
        this.properties = properties;
        this.links = links;
    }

    @GetMapping(OWNER)
    @RequiresScope("read:shares")
    ResponseEntity<Object> ofOwner(@PathVariable String name, Caller caller, HttpServletRequest request) {
        return page(users.byName(name).orElseThrow(ApiException::hidden).id(), null, caller, request);
    }

    @GetMapping({DEFAULT, NAMED})
    @RequiresScope(value = "read:shares", defaultServer = true)
    ResponseEntity<Object> ofServer(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            Caller caller,
            HttpServletRequest request) {
        SharedServer shared = server(name, server);
        return page(shared.ownerId(), shared.name(), caller, request);
    }

    private ResponseEntity<Object> page(
            long ownerId, @Nullable String server, Caller caller, HttpServletRequest request) {
        Paging paging = Paging.always(request, properties);
        Object items = models.codes(caller, codes.page(ownerId, server, paging.offset(), paging.limit()));
        String url = links.absolute(request, request.getRequestURI());
        return paging.answer(items, codes.count(ownerId, server), request, url);
    }

    @PostMapping({DEFAULT, NAMED})
    @RequiresScope(value = "shares", defaultServer = true)
    Map<String, @Nullable Object> create(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            Caller caller,
            HttpServletRequest request) {
        SharedServer shared = server(name, server);
        ApiBody body = ApiBody.of(request).only(Set.of("scopes", "expires_in")).nullIsMissing("scopes");
        List<String> scopes = ShareRequests.scopesOf(body);
        return models.code(
                caller,
                ShareRequests.done(codes.create(caller, shared, scopes, lifetime(body), request.getRemoteAddr())));
    }

    private static Duration lifetime(ApiBody body) {
        Long seconds = body.number("expires_in");
        if (seconds != null && (seconds < MIN.toSeconds() || seconds > MAX.toSeconds())) {
            throw ApiException.invalid("expires_in must be between " + MIN.toSeconds() + " and " + MAX.toSeconds()
                    + " seconds, not " + seconds);
        }
        return seconds == null ? STANDARD : Duration.ofSeconds(seconds);
    }

    /** Deletes one code, named by itself or by its id, or all codes of the server. */
    @DeleteMapping({DEFAULT, NAMED})
    @RequiresScope(value = "shares", defaultServer = true)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            Caller caller,
            HttpServletRequest request) {
        SharedServer shared = server(name, server);
        Actor actor = caller.actor(request.getRemoteAddr());
        ApiQuery query = new ApiQuery(request);
        String code = query.text("code");
        String id = query.text("id");
        if (code != null) {
            requireFound(codes.deleteByValue(shared, code, actor));
        } else if (id != null) {
            requireFound(codes.deleteById(shared, id, actor));
        } else {
            codes.deleteAll(shared, actor);
        }
    }

    private static void requireFound(boolean deleted) {
        if (!deleted) {
            throw new ApiException(404, "No matching code found");
        }
    }

    private SharedServer server(String owner, @Nullable String name) {
        return shares.server(owner, name == null ? "" : name).orElseThrow(ApiException::hidden);
    }
}
