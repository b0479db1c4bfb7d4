package dev.berth.hub.monitor;

import dev.berth.hub.web.LogKeys;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Adds a request id to the log lines of one request; the caller is added once it is known. At DEBUG each request is logged, without its
 * query, which may contain confidential data.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class LogContext extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(LogContext.class);
    private static final int LONGEST = 200;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long began = System.nanoTime();
        MDC.put(
                LogKeys.REQUEST,
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
        try {
            chain.doFilter(request, response);
            if (log.isDebugEnabled()) {
                String path = request.getRequestURI();
                log.debug(
                        "{} {} {} in {} ms",
                        request.getMethod(),
                        path.substring(0, Math.min(path.length(), LONGEST)),
                        response.getStatus(),
                        (System.nanoTime() - began) / 1_000_000);
            }
        } finally {
            MDC.remove(LogKeys.REQUEST);
            MDC.remove(LogKeys.USER);
            MDC.remove(LogKeys.SERVER);
        }
    }
}
