package dev.berth.auth.oauth2;

/** The provider could not be asked, or its response does not allow a conclusion. Its message is one sentence for administrators. */
final class UnavailableException extends Exception {

    UnavailableException(String why, Throwable cause) {
        super(why, cause);
    }

    UnavailableException(String why) {
        super(why);
    }
}
