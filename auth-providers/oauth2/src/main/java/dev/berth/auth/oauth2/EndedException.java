package dev.berth.auth.oauth2;

/** What the hub kept of a sign-in is no longer good: the provider's session is over. */
final class EndedException extends Exception {

    private final boolean gone;

    /** @param gone whether the provider said that the person may not come in at all */
    EndedException(String why, boolean gone) {
        super(why);
        this.gone = gone;
    }

    boolean gone() {
        return gone;
    }
}
