package dev.berth.hub.home;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.ScopeCatalog;
import dev.berth.hub.access.Target;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.share.Recipient;
import dev.berth.hub.share.Share;
import dev.berth.hub.share.ShareCodes;
import dev.berth.hub.share.ShareQuery;
import dev.berth.hub.share.SharedAddresses;
import dev.berth.hub.share.SharedServer;
import dev.berth.hub.share.Shares;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What others share with a person, and what is shared of theirs. */
@Component
class Sharing {

    /** More rows than this are for programs; the page then shows how many there are. */
    private static final int ROWS = 100;

    private final Shares shares;
    private final ShareCodes codes;
    private final ServerDirectory servers;
    private final Access access;
    private final SharedAddresses addresses;
    private final ScopeCatalog catalog;

    Sharing(
            Shares shares,
            ShareCodes codes,
            ServerDirectory servers,
            Access access,
            SharedAddresses addresses,
            ScopeCatalog catalog) {
        this.shares = shares;
        this.codes = codes;
        this.servers = servers;
        this.access = access;
        this.addresses = addresses;
        this.catalog = catalog;
    }

    /**
     * A share that the person has received.
     *
     * @param group the group with which the server is shared; null if it is shared with the person
     * @param ready whether the server is running
     * @param url address of the server; empty if the person cannot open it
     */
    record Received(
            long id,
            SharedServer server,
            List<String> scopes,
            @Nullable String group,
            boolean ready,
            String url) {}

    void fill(Caller me, Model model) {
        ShareQuery received = new ShareQuery.WithUser(me.userId());
        List<Share> receivedShares = shares.page(received, 0, ROWS);
        model.addAttribute("received", received(me, receivedShares));
        model.addAttribute("receivedMore", more(receivedShares, received));
        fillGiven(me, new ShareQuery.OfOwner(me.userId()), null, model);
    }

    /** What is shared of one server. */
    void fill(Caller me, SharedServer server, Model model) {
        fillGiven(me, new ShareQuery.OfServer(server), server.name(), model);
    }

    private void fillGiven(Caller me, ShareQuery given, @Nullable String serverName, Model model) {
        List<Share> givenShares = shares.page(given, 0, ROWS);
        model.addAttribute("given", givenShares);
        model.addAttribute("givenMore", more(givenShares, given));
        model.addAttribute("scopeDescriptions", catalog.descriptions());
        model.addAttribute("shareCodes", codes.page(me.userId(), serverName, 0, ROWS));
    }

    /** Whether the person's page offers to share this server of theirs. */
    boolean canShare(Caller me, String serverName) {
        return access.allows(me, "shares", new Target.OfServer(me.name(), serverName));
    }

    private long more(List<Share> shown, ShareQuery query) {
        return shown.size() < ROWS ? 0 : shares.count(query) - shown.size();
    }

    private List<Received> received(Caller me, List<Share> all) {
        Map<Long, List<ServerView>> views =
                servers
                        .ofUsers(all.stream()
                                .map(share -> share.server().ownerId())
                                .collect(Collectors.toSet()))
                        .stream()
                        .collect(Collectors.groupingBy(ServerView::userId));
        Function<SharedServer, @Nullable ServerView> view =
                server -> views.getOrDefault(server.ownerId(), List.of()).stream()
                        .filter(each -> each.name().equals(server.name()))
                        .findFirst()
                        .orElse(null);
        return all.stream()
                .sorted(Comparator.comparing((Share share) -> share.server().owner())
                        .thenComparing(share -> share.server().name()))
                .map(share -> received(me, share, view.apply(share.server())))
                .toList();
    }

    private Received received(Caller me, Share share, @Nullable ServerView view) {
        SharedServer server = share.server();
        boolean opens = access.allows(me, "access:servers", new Target.OfServer(server.owner(), server.name()));
        boolean toGroup = share.recipient().kind() == Recipient.Kind.GROUP;
        return new Received(
                share.id(),
                server,
                share.names().stream().sorted().toList(),
                toGroup ? share.recipient().name() : null,
                SharedAddresses.isReady(view),
                opens ? addresses.of(server, view) : "");
    }
}
