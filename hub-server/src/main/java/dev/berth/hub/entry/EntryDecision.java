package dev.berth.hub.entry;

/** How a caller comes into a server. */
public enum EntryDecision {
    /** By right: it is their own, or a role or a share names it. */
    ALLOWED,
    /**
     * As an administrator only: first they say why, which the server's owner can read ({@link ServerEntries}). JupyterHub lets its
     * administrators in without a word.
     */
    REASON_REQUIRED,
    /** Not at all. */
    DENIED
}
