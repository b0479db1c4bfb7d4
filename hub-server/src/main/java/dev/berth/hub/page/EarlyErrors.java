package dev.berth.hub.page;

import dev.berth.hub.web.ErrorBody;
import dev.berth.spi.route.PageLanguages;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;

/**
 * Errors that Tomcat reports before any of our code runs, such as an escaped slash in a path or an unreadable request line, in the same
 * form as {@link ErrorPage}; Tomcat's own page would reveal the hub's software.
 */
final class EarlyErrors extends ErrorReportValve {

    private final MessageSource messages;
    private final ErrorTexts texts;

    EarlyErrors(MessageSource messages, ErrorTexts texts) {
        this.messages = messages;
        this.texts = texts;
    }

    /** Replaces Tomcat's own error report. */
    void into(StandardHost host) {
        host.setErrorReportValveClass(EarlyErrors.class.getName());
        host.getPipeline().addValve(this);
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        boolean program = ErrorPage.isForProgram(request);
        Locale locale = PageLanguages.of(request.getHeader("Accept-Language"));
        String message = messages.getMessage(status >= 500 ? "error.broken" : "error.invalid", null, locale);
        try {
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            response.setContentType(program ? MediaType.APPLICATION_JSON_VALUE : MediaType.TEXT_HTML_VALUE);
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'");
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(texts.of(program, locale, new ErrorBody(status, message)));
                response.finishResponse();
            }
        } catch (IOException gone) {
            container.getLogger().debug("The client has disconnected", gone);
        }
    }
}
