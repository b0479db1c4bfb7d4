/**
 * The life of a server: what is wanted, what was last seen, and the reconciler that brings the one to the other.
 *
 * <h2>Invariants</h2>
 *
 * <ol>
 *   <li>A server is one row. {@code wanted} is what people and policies decided, {@code seen} is what the spawner last showed of the
 *       current {@code generation}. Requests change only {@code wanted} (and with it {@code generation}) and return.
 *   <li>A start is a new generation, with a new token; {@code seen} is {@code NOTHING} again in the same statement. Nothing about an
 *       older generation can be written after that: every write says which generation, which wish and which lease epoch it is about.
 *   <li>Only a decision on record stops a server: {@code wanted = STOPPED} with a reason code is committed before the spawner is
 *       told. The route goes in that same transaction, so nobody is led to a server that is going.
 *   <li>{@code Unknown} and a spawner that cannot be asked change nothing but the time of the next look.
 *   <li>A confirmed exit, a loss, a refusal and a time-out are decisions: in one transaction {@code wanted} becomes {@code STOPPED}
 *       with the reason. Nothing is started again by itself.
 *   <li>{@code Absent} counts only when a complete list that began after the spawner accepted the start had no such server, and a
 *       direct look agrees. If more than a tenth of the servers, and at least five, are missing from one list, nobody is marked.
 *   <li>At most one replica works on a row: it holds the lease under an epoch that grows with each claim. A result is written only
 *       under the epoch of its claim, so the word of a replica that slept through its lease is void. What such a replica still does
 *       to the runtime is void, too: {@code start} and {@code stop} carry the generation, and the spawner keeps the order.
 *   <li>No transaction and no connection is held while a spawner is called.
 *   <li>A lease, a due time and a dead-line are compared with the database's clock only.
 *   <li>{@code READY} and its route are written in one transaction; so are {@code STOPPED} and the route's withdrawal.
 *   <li>Objects without a row are reported, never removed. An object whose row says that it is gone is stopped once more.
 * </ol>
 *
 * <h2>States</h2>
 *
 * What people see is derived from (wanted, seen):
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
 * {@link dev.berth.hub.server.reconcile.Lifecycle} is that picture as a function; {@code LifecycleTests} asks it about every state and every
 * observation. {@link dev.berth.hub.server.ServerRequests} makes wishes, {@link dev.berth.hub.server.reconcile.Reconciler} acts, {@link
 * dev.berth.hub.server.reconcile.Sweep} compares the whole runtime with the rows.
 *
 * <p>May use user, access (who asks), profile, audit, hint, replica, web and the spawn seam. Publishes {@link dev.berth.hub.server.ServerEvent}s inside the
 * transaction that they tell of; routing and others listen.
 */
@ApplicationModule(allowedDependencies = {"access", "audit", "database", "hint", "profile", "replica", "user", "web"})
@NullMarked
package dev.berth.hub.server;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
