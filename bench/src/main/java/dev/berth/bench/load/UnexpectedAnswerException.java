package dev.berth.bench.load;

/** A response with a status that the operation did not expect. */
final class UnexpectedAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnexpectedAnswerException(String message) {
        super(message, null, false, false);
    }
}
