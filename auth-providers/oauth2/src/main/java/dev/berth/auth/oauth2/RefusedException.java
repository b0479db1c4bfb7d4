package dev.berth.auth.oauth2;

import java.util.Arrays;

/** The provider's response does not authenticate anybody. Its message is one sentence for administrators. */
final class RefusedException extends Exception {

    private final String code;
    private final boolean ofPerson;

    private RefusedException(String code, String why, boolean ofPerson) {
        super(why);
        this.code = code;
        this.ofPerson = ofPerson;
    }

    /**
     * An answer that cannot be used. Without it nobody signs in, but it says nothing about the person: the provider may be misconfigured.
     *
     * @param code stable; upper-case letters and underscores
     */
    RefusedException(String code, String why) {
        this(code, why, false);
    }

    /** A readable answer by which the person may not sign in. */
    static RefusedException ofPerson(String code, String why) {
        return new RefusedException(code, why, true);
    }

    /** The same if the claims that it rests on are there. */
    static RefusedException ofPerson(String code, String why, Claims claims, String... claimsNeeded) {
        return new RefusedException(code, why, Arrays.stream(claimsNeeded).allMatch(each -> claims.at(each) != null));
    }

    String code() {
        return code;
    }

    /** Whether the provider said this about the person, so that it also ends what is open. */
    boolean ofPerson() {
        return ofPerson;
    }
}
