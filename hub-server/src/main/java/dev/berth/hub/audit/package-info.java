/**
 * The permanent record of what people and policies have changed.
 *
 * <p>Every change of state by a person or by policy is recorded in the transaction that makes it, so neither a change nor its event can
 * exist without the other. The table belongs to another database role; the hub can only insert and read. Events do not contain secrets or
 * text of unlimited length. May use the JDK and Spring; does not use other packages of the hub.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.berth.hub.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
