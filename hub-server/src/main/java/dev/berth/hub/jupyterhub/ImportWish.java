package dev.berth.hub.jupyterhub;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of an import.
 *
 * @param source the database
 * @param password of the database; null for none
 * @param machine which users are accounts of this machine; null for none
 * @param apply false for a preview, which changes nothing
 * @param operator the local account that requested it
 */
public record ImportWish(
        Source source, @Nullable String password, @Nullable Machine machine, boolean apply, String operator) {

    /**
     * Users with an account of the same name on this machine get its UID and sign in with it.
     *
     * @param provider the id of the provider with which they sign in
     * @param minUid accounts with a lower UID are not meant
     */
    public record Machine(String provider, long minUid) {}

    /** Omits the password. */
    @Override
    public String toString() {
        return "ImportWish[" + source.shown() + "]";
    }
}
