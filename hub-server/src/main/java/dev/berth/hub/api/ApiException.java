package dev.berth.hub.api;

/** An answer other than success, as JupyterHub gives it: {@code {"status": 400, "message": "…"}}. */
public class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    public ApiException(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }

    public static ApiException invalid(String message) {
        return new ApiException(400, message);
    }

    /** The same for what is not there and for what is not to be seen. */
    public static ApiException hidden() {
        return new ApiException(404, "No access to resources or resources not found");
    }
}
