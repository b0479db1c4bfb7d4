package dev.berth.hub.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call a handler: a caller with any of these scopes for the target that the path names. The path variables {@code name}, {@code
 * server}, {@code group} and {@code service} name it; without any of them the hub itself is the target, which only a scope without
 * filter covers.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresScope {

    /** Scopes of which one is enough. */
    String[] value();

    /** For lists: any form of the scope will do, because the handler shows only the rows that it covers. */
    boolean filtersRows() default false;

    /** Whether a target out of reach looks like one that is not there (404); if not, both are forbidden (403). */
    boolean hides() default true;

    /** For paths that mean a user's default server without naming it. */
    boolean defaultServer() default false;
}
