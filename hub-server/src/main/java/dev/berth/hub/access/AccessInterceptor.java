package dev.berth.hub.access;

import dev.berth.hub.user.UserName;
import dev.berth.hub.web.ApiPaths;
import dev.berth.hub.web.LogKeys;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * The single point through which every request to a handler passes. Denies by default; pages are only for people, the REST API is also for
 * services.
 */
@Component
final class AccessInterceptor implements HandlerInterceptor {

    private static final Logger log = LoggerFactory.getLogger(AccessInterceptor.class);

    private final Access access;
    private final Refusals refusals;

    AccessInterceptor(Access access, Refusals refusals) {
        this.access = access;
        this.refusals = refusals;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        // An asynchronous or error dispatch was already checked when the request first passed.
        if (request.getDispatcherType() == DispatcherType.ERROR
                || request.getDispatcherType() == DispatcherType.ASYNC) {
            return true;
        }
        if (handler instanceof ResourceHttpRequestHandler) {
            return true;
        }
        AccessRule rule = handler instanceof HandlerMethod method ? AccessRule.of(method) : null;
        if (rule == null && request.getMethod().equals("OPTIONS")) {
            // Spring's own response to an OPTIONS request, which is not needed here; anybody can send it, so it is not
            // worth a log line.
            return refusals.forbidden(request, response);
        }
        if (rule == null) {
            log.error(
                    "{} does not declare who can call it, so every call is denied. Add an access annotation", handler);
            return refusals.forbidden(request, response);
        }
        return decide(rule, request, response);
    }

    private boolean decide(AccessRule rule, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        return switch (rule) {
            case AccessRule.Anybody() -> true;
            case AccessRule.Proxies() -> isProxy() || refusals.forbidden(request, response);
            case AccessRule.AnyCaller(boolean beforeNewPassword) ->
                caller(request, response, beforeNewPassword) != null;
            case AccessRule.Scoped scoped -> {
                Caller caller = caller(request, response, false);
                yield caller != null && judge(caller, scoped, request, response);
            }
        };
    }

    private @Nullable Caller caller(HttpServletRequest request, HttpServletResponse response, boolean beforeNewPassword)
            throws IOException {
        Optional<Caller> caller = CallerAuthentication.current();
        if (caller.isEmpty()) {
            refusals.notSignedIn(request, response);
            return null;
        }
        MDC.put(LogKeys.USER, caller.get().name());
        if (caller.get().credential().restricted() && !beforeNewPassword) {
            refusals.passwordDue(request, response);
            return null;
        }
        if (caller.get().isService() && !ApiPaths.contain(request)) {
            refusals.forbidden(request, response);
            return null;
        }
        return caller.get();
    }

    private boolean judge(
            Caller caller, AccessRule.Scoped rule, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Target target = target(rule, request);
        if (rule.filtersRows() && target instanceof Target.OfHub) {
            boolean any =
                    rule.anyOf().stream().anyMatch(scope -> caller.scopes().holdAnyFormOf(scope));
            return any || refusals.lacking(request, response, rule.anyOf());
        }
        return switch (access.judge(caller, rule.anyOf(), target)) {
            case Access.Judgement.Allowed() -> true;
            case Access.Judgement.Lacking(List<String> anyOf) -> refusals.lacking(request, response, anyOf);
            case Access.Judgement.Hidden() ->
                rule.hides() ? refusals.hidden(request, response) : refusals.lacking(request, response, rule.anyOf());
        };
    }

    private static Target target(AccessRule.Scoped rule, HttpServletRequest request) {
        Map<?, ?> path = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> map
                ? map
                : Map.of();
        if (path.get("name") instanceof String raw) {
            // A name that no user can have is a target that no user filter covers.
            String user = UserName.of(raw).map(UserName::value).orElse("");
            String server = path.get("server") instanceof String named ? named : rule.defaultServer() ? "" : null;
            if (server == null) {
                return new Target.OfUser(user);
            }
            MDC.put(LogKeys.SERVER, user + "/" + server);
            return new Target.OfServer(user, server);
        }
        if (path.get("group") instanceof String group) {
            return new Target.OfGroup(group);
        }
        return path.get("service") instanceof String service ? new Target.OfService(service) : new Target.OfHub();
    }

    private static boolean isProxy() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getAuthorities().contains(CallerAuthentication.PROXY);
    }
}
