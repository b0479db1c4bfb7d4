package dev.berth.hub.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

/** The rule of a handler's annotation; an annotation on the method takes precedence over one on its class. */
sealed interface AccessRule {

    record Anybody() implements AccessRule {}

    record Proxies() implements AccessRule {}

    record AnyCaller(boolean beforeNewPassword) implements AccessRule {}

    record Scoped(List<String> anyOf, boolean filtersRows, boolean defaultServer, boolean hides)
            implements AccessRule {}

    /** The rule, or null if there is none: then every call is denied. */
    static @Nullable AccessRule of(HandlerMethod handler) {
        AccessRule own = on(handler.getMethod());
        return own != null ? own : on(handler.getBeanType());
    }

    private static @Nullable AccessRule on(java.lang.reflect.AnnotatedElement element) {
        RequiresScope scoped = AnnotatedElementUtils.findMergedAnnotation(element, RequiresScope.class);
        SignedIn signedIn = AnnotatedElementUtils.findMergedAnnotation(element, SignedIn.class);
        if (scoped != null) {
            return new Scoped(List.of(scoped.value()), scoped.filtersRows(), scoped.defaultServer(), scoped.hides());
        }
        if (signedIn != null) {
            return new AnyCaller(signedIn.beforeNewPassword());
        }
        if (AnnotatedElementUtils.hasAnnotation(element, ProxyOnly.class)) {
            return new Proxies();
        }
        return AnnotatedElementUtils.hasAnnotation(element, Public.class) ? new Anybody() : null;
    }
}
