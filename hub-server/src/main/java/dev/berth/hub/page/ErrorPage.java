package dev.berth.hub.page;

import dev.berth.hub.access.Public;
import dev.berth.hub.access.Refusals;
import dev.berth.hub.web.ApiPaths;
import dev.berth.hub.web.ErrorBody;
import dev.berth.hub.web.Navigation;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.MessageSource;
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
        if (isForProgram(request)) {
            new ErrorBody(status, message).writeTo(response, json);
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

    /** The path is the one that was asked for, since the request's own is that of the error page by now. */
    static boolean isForProgram(HttpServletRequest request) {
        Object asked = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return ApiPaths.contain(asked instanceof String path ? path : request.getRequestURI())
                || !Navigation.isForPerson(request);
    }
}
