package dev.berth.kit;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.CallerAuthentication;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriUtils;

/**
 * Gives the query of a request that starts a server to the spawner. The hub's spawners do not see requests, so this filter stands beside
 * the hub's handlers.
 */
final class StartQueries extends OncePerRequestFilter {

    private static final Pattern API = Pattern.compile("/hub/api/users/([^/]+)/servers?(?:/([^/]*))?");
    private static final Pattern PAGE = Pattern.compile("/hub/spawn(?:/([^/]+)(?:/([^/]+))?)?");

    private final KitSpawner spawner;

    StartQueries(KitSpawner spawner) {
        this.spawner = spawner;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        started(request).ifPresent(key -> spawner.asked(key, Objects.requireNonNullElse(request.getQueryString(), "")));
        chain.doFilter(request, response);
    }

    private static Optional<KitSpawner.ServerKey> started(HttpServletRequest request) {
        Matcher api = API.matcher(request.getRequestURI());
        Matcher page = PAGE.matcher(request.getRequestURI());
        return request.getMethod().equals("POST") && api.matches()
                ? key(api)
                : page.matches() ? key(page) : Optional.empty();
    }

    /** A page without a name is for the user who opens it. */
    private static Optional<KitSpawner.ServerKey> key(Matcher path) {
        String server = path.group(2) == null ? "" : UriUtils.decode(path.group(2), StandardCharsets.UTF_8);
        Optional<String> user = path.group(1) == null
                ? CallerAuthentication.current().map(Caller::name)
                : Optional.of(UriUtils.decode(path.group(1), StandardCharsets.UTF_8));
        return user.map(name -> new KitSpawner.ServerKey(name, server));
    }
}
