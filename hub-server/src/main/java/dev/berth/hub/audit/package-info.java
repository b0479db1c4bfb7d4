/**
 * What people and policies changed, for ever.
 *
 * <p>Every change of state by a person or by policy is recorded in the transaction that makes it: there is no change without its event
 * and no event without its change. The table belongs to another database role; the hub may insert and read. Events hold no secret and
 * nothing of unbounded length. May use the JDK and Spring; uses no other package of the hub.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.berth.hub.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
