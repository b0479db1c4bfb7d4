package dev.berth.hub.signin.refresh;

/** What came of asking a provider about a person. */
enum RefreshResult {
    /** They may still be here. */
    HERE,
    /** The provider's own session is over, and so is the hub's that came from it. */
    ENDED,
    /** They may not be here any more: the provider says so, or the rules do. */
    GONE,
    /** Nobody can say. */
    UNKNOWN
}
