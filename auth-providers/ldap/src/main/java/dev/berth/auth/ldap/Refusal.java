package dev.berth.auth.ldap;

/**
 * Why a directory rejects a sign-in.
 *
 * @param code stable, for audit and metrics
 * @param why one sentence for administrators
 * @param forGood whether it also ends the person's open sessions: a lock after wrong passwords does not, because anybody can cause it
 */
record Refusal(String code, String why, boolean forGood) {

    static Refusal of(String code, String why) {
        return new Refusal(code, why, false);
    }

    static Refusal closed(String code, String why) {
        return new Refusal(code, why, true);
    }
}
