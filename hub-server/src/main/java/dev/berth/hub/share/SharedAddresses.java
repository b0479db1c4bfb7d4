package dev.berth.hub.share;

import dev.berth.hub.server.PublicPaths;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.web.Links;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where people with whom a server is shared open it. */
@Component
public class SharedAddresses {

    private final Links links;

    SharedAddresses(Links links) {
        this.links = links;
    }

    public static boolean isReady(@Nullable ServerView view) {
        return view != null && view.state() == ServerState.READY;
    }

    /** The page on which a server begins; for one that is not running, the page that says so. */
    public String of(SharedServer server, @Nullable ServerView view) {
        String path = PublicPaths.routePath(server.owner(), server.name());
        return view != null && isReady(view) ? links.server(path, view.landing(), view.hostLabel()) : links.url(path);
    }
}
