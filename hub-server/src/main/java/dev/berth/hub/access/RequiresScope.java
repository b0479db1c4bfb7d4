package dev.berth.hub.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Callers need one of these scopes for the target in the path. The path variables {@code name}, {@code server}, {@code group} and
 * {@code service} name the target; without any of them the target is the hub itself, which only a scope without a filter covers.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresScope {

    /** Scopes, one of which is sufficient. */
    String[] value();

    /** For lists: any form of the scope is sufficient, because the handler shows only the rows that it covers. */
    boolean filtersRows() default false;

    /** Whether a target that the caller cannot access looks like one that does not exist (404); otherwise both are forbidden (403). */
    boolean hides() default true;

    /** For paths that refer to a user's default server without naming it. */
    boolean defaultServer() default false;
}
