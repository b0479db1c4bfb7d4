package dev.berth.hub.access;

/** How a caller comes into a server. */
public enum Door {
    /** By right: it is their own, or a role or a share names it. */
    OPEN,
    /**
     * As an administrator only: first they say why, which the server's owner can read ({@link ServerEntries}). JupyterHub lets its
     * administrators in without a word.
     */
    WITH_REASON,
    /** Not at all. */
    CLOSED
}
