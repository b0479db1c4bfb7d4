package dev.berth.hub.api;

/** An answer other than success, as JupyterHub gives it: {@code {"status": 400, "message": "…"}}. */
class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    ApiException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }

    static ApiException invalid(String message) {
        return new ApiException(400, message);
    }

    /** The same for what is not there and for what is not to be seen. */
    static ApiException hidden() {
        return new ApiException(404, "No access to resources or resources not found");
    }
}
