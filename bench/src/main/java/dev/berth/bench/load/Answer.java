package dev.berth.bench.load;

import java.util.List;

/**
 * A response.
 *
 * @param setCookies the values of its Set-Cookie headers
 */
public record Answer(int status, String body, List<String> setCookies) {

    /** Itself, or an exception that fails the operation. */
    public Answer expect(int... statuses) {
        for (int expected : statuses) {
            if (status == expected) {
                return this;
            }
        }
        throw new UnexpectedAnswerException(
                "The answer was " + status + ": " + body.substring(0, Math.min(300, body.length())));
    }
}
