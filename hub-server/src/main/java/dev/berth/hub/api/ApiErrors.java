package dev.berth.hub.api;

import dev.berth.hub.database.DatabaseAwayException;
import dev.berth.hub.database.DatabaseWatch;
import dev.berth.hub.web.ErrorBody;
import java.util.UUID;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Errors of the REST API in JupyterHub's format. */
@RestControllerAdvice(basePackageClasses = ApiErrors.class)
class ApiErrors {

    private static final Logger log = LoggerFactory.getLogger(ApiErrors.class);

    private final DatabaseWatch watch;

    ApiErrors(DatabaseWatch watch) {
        this.watch = watch;
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> known(ApiException failure) {
        return answer(failure.status(), String.valueOf(failure.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> rejected(RequestRejectedException failure) {
        return answer(400, "A parameter of the request contains a forbidden character");
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> unreadable(InvalidParameterException failure) {
        return answer(400, "The query of the request cannot be read. Escape all characters except letters and digits");
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> other(Exception failure) {
        if (failure instanceof ErrorResponse response) {
            return answer(
                    response.getStatusCode().value(),
                    String.valueOf(response.getBody().getDetail()));
        }
        if (DatabaseAwayException.causes(failure)) {
            return away();
        }
        String id = UUID.randomUUID().toString();
        log.error("A request of the REST API failed (error {})", id, failure);
        return answer(500, "Internal error. The hub's log contains the details as error " + id);
    }

    /** The watch logs it once; the first requests notice before the watch does. */
    private ResponseEntity<ErrorBody> away() {
        watch.suspect();
        return ResponseEntity.status(503)
                .header("Retry-After", "5")
                .contentType(MediaType.APPLICATION_JSON)
                .body(new ErrorBody(503, "The hub cannot reach its database. Try again in a moment."));
    }

    private static ResponseEntity<ErrorBody> answer(int status, String message) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(new ErrorBody(status, message));
    }
}
