package dev.berth.hub.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * What programs are told about an error, as JupyterHub's {@code APIHandler.write_error} does: {@code {"status": 404, "message": "…"}}. In the
 * order in which a proxy writes it, so that nobody can tell which of the two answered.
 */
public record ErrorBody(int status, String message) {

    public void writeTo(HttpServletResponse response, JsonMapper json) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(this));
    }
}
