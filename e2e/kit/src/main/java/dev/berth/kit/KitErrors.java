package dev.berth.kit;

import dev.berth.hub.api.ApiException;
import dev.berth.hub.web.ErrorBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Errors of the test-control API, in the format of the REST API. */
@RestControllerAdvice(basePackageClasses = KitErrors.class)
final class KitErrors {

    private static final Logger log = LoggerFactory.getLogger(KitErrors.class);

    /** What Berth does not have, so that a test that needs it fails where it asks for it. */
    static ApiException notOffered(String what) {
        return new ApiException(501, what);
    }

    static ApiException unknown(String kind, String name) {
        return new ApiException(404, "There is no " + kind + " \"" + name + "\"");
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> known(ApiException failure) {
        return answer(failure.status(), String.valueOf(failure.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> invalid(IllegalArgumentException failure) {
        return answer(400, String.valueOf(failure.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> other(Exception failure) {
        if (failure instanceof ErrorResponse response) {
            return answer(
                    response.getStatusCode().value(),
                    String.valueOf(response.getBody().getDetail()));
        }
        log.error("A call of the test-control API failed", failure);
        return answer(500, failure.toString());
    }

    private static ResponseEntity<ErrorBody> answer(int status, String message) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(new ErrorBody(status, message));
    }
}
