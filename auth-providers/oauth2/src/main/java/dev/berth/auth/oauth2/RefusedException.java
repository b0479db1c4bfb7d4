package dev.berth.auth.oauth2;

/** The provider's response does not authenticate anybody. Its message is one sentence for administrators. */
final class RefusedException extends Exception {

    private final String code;

    /**
     * @param code a stable code; upper-case letters and underscores
     */
    RefusedException(String code, String why) {
        super(why);
        this.code = code;
    }

    String code() {
        return code;
    }
}
