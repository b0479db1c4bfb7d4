package dev.berth.hub.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Any caller with a valid session or token can call the handler, whatever their scopes. */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface SignedIn {

    /** Also allows a session whose user must still choose a new password. */
    boolean beforeNewPassword() default false;
}
