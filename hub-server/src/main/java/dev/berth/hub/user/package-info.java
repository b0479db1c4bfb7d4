/**
 * Users, the identities that are linked to them, groups, and UIDs.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A name is normalized once, by {@link dev.berth.hub.user.UserName}, before every lookup.
 *   <li>Identities are keyed by (provider, subject); a user is never looked up by an email address or a display name.
 *   <li>A UID is unique, lies outside of every prohibited range, and is never reused; its row outlives its user.
 *   <li>The name of a user's runtime objects is chosen once, is never reused, and does not change when the user is renamed.
 *   <li>Every change is recorded in the same transaction, and published inside it as a {@link dev.berth.hub.user.UserEvent}, so that
 *       listeners take part in it.
 * </ol>
 *
 * <p>May use {@code audit}.
 */
@ApplicationModule(allowedDependencies = {"audit", "database"})
@NullMarked
package dev.berth.hub.user;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
