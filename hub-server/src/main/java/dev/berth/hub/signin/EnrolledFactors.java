package dev.berth.hub.signin;

/** Which users have set up a second factor. Implemented by {@code factor}, so that sign-in does not depend on it. */
public interface EnrolledFactors {

    /** Whether this user has a second factor. Queries the database. */
    boolean has(long userId);
}
