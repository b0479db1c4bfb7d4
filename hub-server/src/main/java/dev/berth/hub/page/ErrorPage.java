package dev.berth.hub.page;

import dev.berth.hub.access.Public;
import dev.berth.hub.access.Refusals;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.json.JsonMapper;

/** The response to a failed request: a page with the remedy, or JupyterHub's JSON for programs. */
@Controller
class ErrorPage implements ErrorController {

    private static final Logger log = LoggerFactory.getLogger(ErrorPage.class);

    private final MessageSource messages;
    private final JsonMapper json;

    ErrorPage(MessageSource messages, JsonMapper json) {
        this.messages = messages;
        this.json = json;
    }

    @RequestMapping("/error")
    @Public
    @Nullable String error(HttpServletRequest request, HttpServletResponse response, Model model, Locale locale)
            throws IOException {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        String message = message(request, status, locale);
        response.setStatus(status);
        if (forProgram(request)) {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.getOutputStream().write(json.writeValueAsBytes(Map.of("status", status, "message", message)));
            return null;
        }
        model.addAttribute("status", status);
        model.addAttribute("message", message);
        return "error";
    }

    private String message(HttpServletRequest request, int status, Locale locale) {
        if (status >= 500) {
            String id = UUID.randomUUID().toString();
            Object cause = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
            log.error(
                    "A request failed with {} (error {})",
                    status,
                    id,
                    cause instanceof Throwable failure ? failure : null);
            return messages.getMessage("error.internal", new Object[] {id}, locale);
        }
        Object special = request.getAttribute(Refusals.MESSAGE_KEY);
        return messages.getMessage(special instanceof String key ? key : usual(status), null, locale);
    }

    private static String usual(int status) {
        return switch (status) {
            case 404, 405 -> "error.notFound";
            case 401, 403 -> "error.forbidden";
            default -> "error.invalid";
        };
    }

    private static boolean forProgram(HttpServletRequest request) {
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return Refusals.isApi(request)
                || forProgram(path instanceof String uri ? uri : "", request.getHeader("Accept"));
    }

    static boolean forProgram(String path, @Nullable String accept) {
        boolean api = path.startsWith("/hub/api") || path.startsWith("/internal/");
        return api || (accept != null && accept.contains("json") && !accept.contains("html"));
    }
}
