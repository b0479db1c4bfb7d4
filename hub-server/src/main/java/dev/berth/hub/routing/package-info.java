/**
 * What proxies are told: routes, grants and withdrawals on one ordered feed, and how far each proxy has followed it.
 *
 * <h2>Order</h2>
 *
 * <p>Whoever appends to the feed first locks its head row and keeps that lock until the transaction ends. So numbers become visible in
 * their order and without gaps, and what is read after taking the lock is what holds at that number. The head is always the last lock
 * a transaction takes.
 *
 * <p>That order is what makes a decision safe: {@link dev.berth.hub.routing.Decisions} takes the head, then looks at the credential,
 * then appends the grant. A sign-out that came first is seen; one that comes later gets a higher number, and every proxy applies it
 * after the grant.
 *
 * <p>May use server (its events), user (its events), session, access (who a credential is), entry, hint, web and the route seam.
 */
@ApplicationModule(allowedDependencies = {"access", "database", "entry", "hint", "server", "session", "user", "web"})
@NullMarked
package dev.berth.hub.routing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
