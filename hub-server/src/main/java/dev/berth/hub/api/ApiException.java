package dev.berth.hub.api;

/** An error response in JupyterHub's format: {@code {"status": 400, "message": "…"}}. */
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

    /** The same response for what does not exist and for what the caller cannot see. */
    public static ApiException hidden() {
        return new ApiException(404, "No access to resources or resources not found");
    }
}
