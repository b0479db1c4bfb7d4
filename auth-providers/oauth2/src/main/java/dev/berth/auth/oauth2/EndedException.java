package dev.berth.auth.oauth2;

/** The tokens that the hub kept are no longer valid: the provider's session is over. */
final class EndedException extends Exception {

    private final boolean gone;

    /**
     * @param gone whether the provider reported that the person can no longer sign in at all
     */
    EndedException(String why, boolean gone) {
        super(why);
        this.gone = gone;
    }

    boolean gone() {
        return gone;
    }
}
