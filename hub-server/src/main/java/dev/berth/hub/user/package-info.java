/**
 * Who exists: users, the identities that lead to them, groups, and their UIDs.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A name is normalised once, by {@link dev.berth.hub.user.UserName}, before every look-up.
 *   <li>Identities are keyed by (provider, subject); no e-mail address and no display name leads to a user.
 *   <li>A UID is unique, lies outside of every prohibited range, and is never given out twice; its row outlives its user.
 *   <li>The name of a user's runtime objects is chosen once, unique for ever, and survives a renaming.
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
