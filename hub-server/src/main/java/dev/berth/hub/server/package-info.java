/**
 * The life cycle of a server: what is wanted, what was last observed, and the reconciler that brings the two together.
 *
 * <h2>Invariants</h2>
 *
 * <ol>
 *   <li>A server is one row. {@code wanted} is what people and policies have decided, {@code seen} is what the spawner last reported about
 *       the current {@code generation}. Requests change only {@code wanted} (and with it {@code generation}) and return.
 *   <li>A start is a new generation with a new token; the same statement resets {@code seen} to {@code NOTHING}. After that, nothing about
 *       an older generation can be written: every write names its generation, its request and its lease epoch.
 *   <li>Only a recorded decision stops a server: {@code wanted = STOPPED} with a reason code is committed before the spawner is asked to
 *       stop it. The route is withdrawn in the same transaction, so that requests never reach a server that is stopping.
 *   <li>{@code Unknown} and a spawner that cannot be asked change only the time of the next check, and postpone a start's timeout.
 *   <li>A confirmed exit, a loss, a rejection and a timeout are decisions: in one transaction {@code wanted} becomes {@code STOPPED} with
 *       the reason. A server is never restarted automatically.
 *   <li>{@code Absent} counts only if a complete list that began after the spawner accepted the start does not contain the server, and a
 *       direct query agrees. If more than a tenth of the servers, and at least five, are missing from one list, no server is marked.
 *   <li>At most one replica works on a row: it holds the lease under an epoch that increases with each claim. A result is written only
 *       under the epoch of its claim, so the result of a replica that was frozen past its lease is discarded. Whatever such a replica still
 *       does to the runtime has no effect either: {@code start} and {@code stop} include the generation, and the spawner enforces their
 *       order.
 *   <li>No transaction or connection is held while a spawner is called.
 *   <li>Leases, due times and deadlines are compared only with the database's clock.
 *   <li>{@code READY} and its route are written in one transaction; so are {@code STOPPED} and the route's withdrawal.
 *   <li>Objects without a row are reported, never removed. An object whose row is recorded as gone is stopped again.
 * </ol>
 *
 * <h2>States</h2>
 *
 * The state that people see is derived from (wanted, seen):
 *
 * <pre>
 *                    start (generation + 1, token)                accepted by the spawner
 *   STOPPED ───────────────────────────────────────► PENDING_START ──────────────┐
 *   (STOPPED, GONE)                                  (RUNNING, NOTHING)          ▼
 *      ▲                                                  │  │             PENDING_START
 *      │                                      refused ────┘  │ stop        (RUNNING, STARTING)
 *      │                                     (to STOPPED)    │                │  │  │
 *      │ Exited, or Absent                                   ▼        Ready   │  │  │ exited, lost
 *      │ after stop()                               PENDING_STOP ◄────────────│──┘  └──────► STOPPED
 *      └──────────────────────────────────────────  (STOPPED, not GONE)       │   stop, time-out
 *                                                         ▲                   ▼
 *                                                         │  stop, idle    READY
 *                                                         └─────────────── (RUNNING, READY) ── exited, lost ──► STOPPED
 * </pre>
 *
 * {@link dev.berth.hub.server.reconcile.Lifecycle} is this diagram as a function; {@code LifecycleTests} tests it for every state and every
 * observation. {@link dev.berth.hub.server.ServerRequests} records requests, {@link dev.berth.hub.server.reconcile.Reconciler} acts, {@link
 * dev.berth.hub.server.reconcile.Sweep} compares the whole runtime with the rows.
 *
 * <p>May use user, access (who is asking), profile, audit, hint, replica, web and the spawn package of hub-spi. Publishes {@link
 * dev.berth.hub.server.ServerEvent}s inside the transaction that they describe; routing and others listen.
 */
@ApplicationModule(allowedDependencies = {"access", "audit", "database", "hint", "profile", "replica", "user", "web"})
@NullMarked
package dev.berth.hub.server;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
