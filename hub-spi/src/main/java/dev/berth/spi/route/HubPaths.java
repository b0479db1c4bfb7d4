package dev.berth.spi.route;

/** Paths on the hub's internal port that proxies call. */
public final class HubPaths {

    public static final String ROOT = "/internal/proxy/";
    public static final String FEED = ROOT + "feed";
    public static final String DECIDE = ROOT + "decide";
    public static final String ENTER = ROOT + "enter";
    public static final String ACTIVITY = ROOT + "activity";

    /** Where a hub proves that it is one. The only call without the secret. */
    public static final String PROVE = ROOT + "prove";

    /** What a proxy asks for to see whether a hub answers at all. Any answer will do, and no secret is sent. */
    public static final String ALIVE = ROOT + "alive";

    /**
     * The header that marks a request as forwarded by one of the hub's own proxies. Only then does the hub trust the forwarding headers.
     * Its value is the proxy secret; the proxy removes the header from requests that come from outside.
     */
    public static final String HOP_HEADER = "X-Berth-Hop";

    /**
     * The response header of a hub that is shutting down and still serves requests for a while: clients that can should switch to another
     * replica. Proxies remove it from responses to visitors.
     */
    public static final String LEAVING_HEADER = "X-Berth-Leaving";

    /**
     * Header with the path below the base URL as the visitor sent it, where the request line holds it in another form or only the
     * beginning of it: a path that {@linkplain ServerPaths leads to a server} may contain what a servlet container refuses, such as an
     * encoded slash. Only the hub's own proxies set it.
     */
    public static final String PATH_HEADER = "X-Berth-Path";

    private HubPaths() {}
}
