package dev.berth.hub.share;

/**
 * A code that was just created.
 *
 * @param code what is stored of it
 * @param value the code itself, which is shown only once
 */
public record NewShareCode(ShareCode code, String value) {

    /** Omits the code, which is a secret. */
    @Override
    public String toString() {
        return "NewShareCode[" + code.id() + "]";
    }
}
