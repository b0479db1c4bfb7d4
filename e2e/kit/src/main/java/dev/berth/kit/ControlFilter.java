package dev.berth.kit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.web.filter.OncePerRequestFilter;

/** Opens the test-control API only to programs with the secret. */
final class ControlFilter extends OncePerRequestFilter {

    static final String ROOT = "/hub/api/_test/";

    private final byte[] wanted;

    ControlFilter(KitSecrets secrets) {
        wanted = ("token " + secrets.control()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = request.getHeader("Authorization");
        if (given == null || !MessageDigest.isEqual(wanted, given.getBytes(StandardCharsets.UTF_8))) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            response.setContentType("application/json");
            response.getWriter()
                    .print(
                            "{\"status\": 403, \"message\": \"Send the secret of the test run as Authorization: token\"}");
            return;
        }
        chain.doFilter(request, response);
    }
}
