package dev.berth.hub.api;

import dev.berth.hub.access.Caller;
import dev.berth.hub.server.PublicPaths;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.share.NewShareCode;
import dev.berth.hub.share.Recipient;
import dev.berth.hub.share.Share;
import dev.berth.hub.share.ShareCode;
import dev.berth.hub.share.SharedServer;
import dev.berth.hub.web.Links;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** JupyterHub's models of shares and codes (contract, section 2.7). */
@Component
class ShareModels {

    private static final List<String> KEYS = List.of("name", "url", "full_url", "ready");

    private final ServerDirectory servers;
    private final ApiModels models;
    private final Links links;

    ShareModels(ServerDirectory servers, ApiModels models, Links links) {
        this.servers = servers;
        this.models = models;
        this.links = links;
    }

    Map<String, @Nullable Object> share(Caller caller, Share share) {
        return shares(caller, List.of(share)).getFirst();
    }

    List<Map<String, @Nullable Object>> shares(Caller caller, List<Share> shares) {
        return all(caller, shares, Share::server, ShareModels::share);
    }

    List<Map<String, @Nullable Object>> codes(Caller caller, List<ShareCode> codes) {
        return all(caller, codes, ShareCode::server, ShareModels::code);
    }

    /** The only model that contains the code itself. */
    Map<String, @Nullable Object> code(Caller caller, NewShareCode created) {
        Map<String, @Nullable Object> model =
                codes(caller, List.of(created.code())).getFirst();
        // A code is base64url, which needs no escapes in a query.
        String accept = links.url("/hub/accept-share?code=" + created.value());
        String origin = links.knownOrigin();
        model.put("code", created.value());
        model.put("accept_url", accept);
        model.put("full_accept_url", origin == null ? null : origin + accept);
        return model;
    }

    /** Models of a list, with one query for all servers in it. */
    private <T> List<Map<String, @Nullable Object>> all(
            Caller caller,
            List<T> items,
            Function<T, SharedServer> server,
            BiFunction<T, Map<String, @Nullable Object>, Map<String, @Nullable Object>> model) {
        Map<String, ServerView> views =
                servers
                        .ofUsers(items.stream()
                                .map(server)
                                .map(SharedServer::ownerId)
                                .collect(Collectors.toSet()))
                        .stream()
                        .collect(Collectors.toMap(view -> key(view.userId(), view.name()), Function.identity()));
        return items.stream()
                .map(item -> {
                    SharedServer shared = server.apply(item);
                    return model.apply(item, server(caller, shared, views.get(key(shared.ownerId(), shared.name()))));
                })
                .toList();
    }

    private static String key(long ownerId, String name) {
        return ownerId + "/" + name;
    }

    private Map<String, @Nullable Object> server(Caller caller, SharedServer shared, @Nullable ServerView view) {
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("user", Map.of("name", shared.owner()));
        Map<String, @Nullable Object> full = view == null ? neverStarted(shared) : models.server(caller, view);
        KEYS.forEach(key -> model.put(key, full.get(key)));
        return model;
    }

    private Map<String, @Nullable Object> neverStarted(SharedServer shared) {
        String url = links.url(PublicPaths.routePath(shared.owner(), shared.name()));
        String origin = links.perUserHosts() ? null : links.knownOrigin();
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("name", shared.name());
        model.put("url", url);
        model.put("full_url", origin == null ? null : origin + url);
        model.put("ready", false);
        return model;
    }

    private static Map<String, @Nullable Object> share(Share share, Map<String, @Nullable Object> server) {
        boolean user = share.recipient().kind() == Recipient.Kind.USER;
        Map<String, String> recipient = Map.of("name", share.recipient().name());
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("server", server);
        model.put("scopes", share.scopes());
        model.put("user", user ? recipient : null);
        model.put("group", user ? null : recipient);
        model.put("kind", share.recipient().kind().text());
        model.put("created_at", ApiTime.of(share.created()));
        return model;
    }

    private static Map<String, @Nullable Object> code(ShareCode code, Map<String, @Nullable Object> server) {
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("server", server);
        model.put("scopes", code.scopes());
        model.put("id", code.id());
        model.put("created_at", ApiTime.of(code.created()));
        model.put("expires_at", ApiTime.of(code.expires()));
        model.put("exchange_count", code.exchangeCount());
        model.put("last_exchanged_at", ApiTime.of(code.lastExchanged()));
        return model;
    }
}
