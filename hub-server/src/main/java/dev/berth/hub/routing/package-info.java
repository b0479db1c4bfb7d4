/**
 * The state of proxies: routes, grants and withdrawals on one ordered feed, and how far each proxy has followed it.
 *
 * <h2>Order</h2>
 *
 * <p>A transaction that appends to the feed first locks its head row and keeps that lock until it ends. Numbers therefore become visible in
 * order and without gaps, and what is read after taking the lock is the state at that number. The head is always the last lock that a
 * transaction takes.
 *
 * <p>That order makes decisions safe: {@link dev.berth.hub.routing.Decisions} locks the head, then checks the credential, then appends the
 * grant. An earlier sign-out is visible; a later one gets a higher number, and every proxy applies it after the grant.
 *
 * <p>May use activity (its configuration), server (its events), user and share (their events), session, access (owners of credentials), entry, hint, keys (the proxy secret), replica (a lease), service (its events), web and the route package of
 * hub-spi.
 */
@ApplicationModule(
        allowedDependencies = {
            "access",
            "activity",
            "database",
            "entry",
            "hint",
            "keys",
            "replica",
            "server",
            "service",
            "session",
            "share",
            "user",
            "web"
        })
@NullMarked
package dev.berth.hub.routing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
