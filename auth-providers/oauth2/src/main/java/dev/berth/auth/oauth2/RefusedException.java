package dev.berth.auth.oauth2;

/** The provider's answer vouches for nobody. Its message is one sentence for administrators. */
final class RefusedException extends Exception {

    private final String code;

    /** @param code stable; upper-case letters and underscores */
    RefusedException(String code, String why) {
        super(why);
        this.code = code;
    }

    String code() {
        return code;
    }
}
