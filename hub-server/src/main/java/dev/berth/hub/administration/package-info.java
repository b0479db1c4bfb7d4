/**
 * What administrators do to users, groups and identities: each decision in one place, for the console, the REST API and bulk actions.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Scopes decide who reaches a call ({@code access}); what that caller may do to this user or group is decided here, and only here.
 *   <li>Only administrators change administrators, and only they decide who is one (JupyterHub's rule).
 *   <li>Nobody gives others rights that they lack themselves ({@link dev.berth.hub.access.Elevation}).
 *   <li>Every outcome is a value. Callers translate it into a page, a status code or a line of a bulk result, and decide nothing.
 * </ol>
 *
 * <p>May use {@code access}, {@code server} (servers are stopped before an account goes), {@code signin} (identities) with {@code factor} and
 * {@code password} inside, {@code user} and {@code audit}.
 */
@ApplicationModule(
        allowedDependencies = {"access", "audit", "server", "signin", "signin::factor", "signin::password", "user"})
@NullMarked
package dev.berth.hub.administration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
