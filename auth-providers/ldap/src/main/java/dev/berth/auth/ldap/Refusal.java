package dev.berth.auth.ldap;

/**
 * Why a directory does not let somebody in.
 *
 * @param code stable, for audit and metrics
 * @param why one sentence for administrators
 * @param forGood whether it also ends what the person has open: a lock after wrong passwords does not, because anybody can bring it about
 */
record Refusal(String code, String why, boolean forGood) {

    static Refusal of(String code, String why) {
        return new Refusal(code, why, false);
    }

    static Refusal closed(String code, String why) {
        return new Refusal(code, why, true);
    }
}
