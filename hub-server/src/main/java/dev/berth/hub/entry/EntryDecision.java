package dev.berth.hub.entry;

/** How a caller gets access to a server. */
public enum EntryDecision {
    /** By permission: it is their own, or a role or a share grants access. */
    ALLOWED,
    /**
     * Only as an administrator, who must first give a reason, which the server's owner can read ({@link ServerEntries}). JupyterHub does
     * not ask its administrators for a reason.
     */
    REASON_REQUIRED,
    /** No access. */
    DENIED
}
