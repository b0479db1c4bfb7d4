/**
 * A person's own credentials: browser sessions, API tokens, and the link to their password.
 *
 * <p>May use access, session, signin.password and web.
 */
@ApplicationModule(allowedDependencies = {"access", "session", "signin::password", "web"})
@NullMarked
package dev.berth.hub.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
