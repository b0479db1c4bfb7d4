package dev.berth.hub.page;

import dev.berth.hub.database.DatabaseAwayException;
import dev.berth.hub.database.DatabaseWatch;
import dev.berth.hub.web.ErrorBody;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.LocaleResolver;

/**
 * While the database does not respond, answers 503 at once, with a time to try again (RFC 9110, 15.6.4), instead of letting each request
 * find out for itself. Stands before all parts that need the database, including those that identify the caller.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class DatabaseAwayFilter extends OncePerRequestFilter {

    private static final String RETRY_SECONDS = "5";

    private final DatabaseWatch watch;
    private final LocaleResolver languages;
    private final MessageSource messages;
    private final ErrorTexts texts;

    DatabaseAwayFilter(DatabaseWatch watch, LocaleResolver languages, MessageSource messages, ErrorTexts texts) {
        this.watch = watch;
        this.languages = languages;
        this.messages = messages;
        this.texts = texts;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (watch.away() && needsDatabase(request.getRequestURI())) {
            answer(request, response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException failure) {
            if (response.isCommitted() || !DatabaseAwayException.causes(failure)) {
                throw failure;
            }
            // The first ones notice before the watch does.
            watch.suspect();
            answer(request, response);
        }
    }

    /** Probes report the outage themselves, and the page for it needs its style sheet. */
    private static boolean needsDatabase(String path) {
        return !path.equals("/hub/health")
                && !path.startsWith("/hub/health/")
                && !path.equals("/hub/api/health")
                && !path.startsWith("/hub/static/");
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        boolean program = ErrorPage.isForProgram(request);
        Locale locale = languages.resolveLocale(request);
        String message = messages.getMessage("error.database", null, locale);
        response.resetBuffer();
        response.setStatus(status);
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setContentType(program ? MediaType.APPLICATION_JSON_VALUE : MediaType.TEXT_HTML_VALUE);
        response.getOutputStream()
                .write(texts.of(program, locale, new ErrorBody(status, message)).getBytes(StandardCharsets.UTF_8));
    }
}
