package dev.berth.spi.route;

import org.jspecify.annotations.Nullable;

/**
 * A {@link Change} as JSON: an operation, and of the fields after it those that the operation needs. Both ends read it with
 * {@link #read()}, so that only this record knows which field belongs to which operation.
 */
public record ChangeBody(
        long seq,
        Op op,
        @Nullable Route route,
        @Nullable Grant grant,
        @Nullable Withdrawal withdrawal,
        @Nullable String path,
        @Nullable String credential) {

    /** The operation of a change. */
    public enum Op {
        PUT_ROUTE,
        REMOVE_ROUTE,
        GRANT,
        REVOKE,
        WITHDRAW,
        NOTHING
    }

    public static ChangeBody of(Change change) {
        long seq = change.seq();
        return switch (change) {
            case Change.PutRoute put -> new ChangeBody(seq, Op.PUT_ROUTE, put.route(), null, null, null, null);
            case Change.RemoveRoute removed ->
                new ChangeBody(seq, Op.REMOVE_ROUTE, null, null, null, removed.path(), null);
            case Change.AddGrant added -> new ChangeBody(seq, Op.GRANT, null, added.grant(), null, null, null);
            case Change.Revoke revoked ->
                new ChangeBody(seq, Op.REVOKE, null, null, null, revoked.path(), revoked.credential());
            case Change.Withdraw withdrawn ->
                new ChangeBody(seq, Op.WITHDRAW, null, null, withdrawn.withdrawal(), null, null);
            case Change.Nothing _ -> new ChangeBody(seq, Op.NOTHING, null, null, null, null, null);
        };
    }

    /**
     * The change.
     *
     * @throws IllegalArgumentException if the operation or a field that it needs is missing
     */
    public Change read() {
        return switch (required(op, "op")) {
            case PUT_ROUTE -> new Change.PutRoute(seq, required(route, "route"));
            case REMOVE_ROUTE -> new Change.RemoveRoute(seq, required(path, "path"));
            case GRANT -> new Change.AddGrant(seq, required(grant, "grant"));
            case REVOKE -> new Change.Revoke(seq, required(path, "path"), credential);
            case WITHDRAW -> new Change.Withdraw(seq, required(withdrawal, "withdrawal"));
            case NOTHING -> new Change.Nothing(seq);
        };
    }

    private <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("Change " + seq + " of the feed (" + op + ") has no " + name);
        }
        return value;
    }
}
