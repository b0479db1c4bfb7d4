package dev.berth.hub.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Any caller with a valid session or token may call the handler, whatever their scopes. */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface SignedIn {

    /** Also a session with which nothing may be done yet but to choose a new password. */
    boolean beforeNewPassword() default false;
}
