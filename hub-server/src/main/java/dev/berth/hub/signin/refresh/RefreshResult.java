package dev.berth.hub.signin.refresh;

/** The result of asking a provider about a person. */
enum RefreshResult {
    /** The person is still allowed. */
    HERE,
    /** The session at the provider has ended, and so has the hub's session that came from it. */
    ENDED,
    /** The person is no longer allowed, according to the provider or the rules. */
    GONE,
    /** The result is not known. */
    UNKNOWN
}
