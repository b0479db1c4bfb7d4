/**
 * Servers as pods of a Kubernetes cluster, one pod for each.
 *
 * <p><b>Objects</b>, for a server of runtime name <i>s</i> in the users' namespace:
 *
 * <ul>
 *   <li>the <i>ledger</i>, a ConfigMap that lives until the server is forgotten: the newest generation that was {@code claimed}, the newest
 *       whose pod was {@code created} and found to be still wanted, the newest that is {@code stopped}, and how the last one {@code ended};
 *   <li>the <i>pod</i>, whose name is the server's and not the generation's, with the generation as a label;
 *   <li>a <i>Secret</i> for each start, owned by its pod: environment, token, files. The cluster removes it after the pod;
 *   <li>the <i>claim</i> of the user's home, which Berth makes and never removes.
 * </ul>
 *
 * <p><b>Start</b> of generation <i>n</i>: (1) read the ledger; (2) make sure that no older pod is there; (3) write {@code claimed=n};
 * (4) create the pod <i>behind a scheduling gate</i>; (5) create its Secret; (6) write {@code created=n}; (7) take the gate away. <b>Stop</b>
 * of <i>n</i>: (1) write {@code stopped=n}; (2) read the pod and delete it if its generation is <i>n</i> or older. Every write of a ledger
 * carries the resource version that was read, every deletion of a pod its UID, and every patch of a pod too.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>No two generations run at once: a pod's name can be had once, and an older pod is taken away only when it is over or was never let
 *       go.
 *   <li>After {@code stop(n)} nothing of a generation up to <i>n</i> comes to life. A pod is let go (7) only after (6), which holds only
 *       if nobody wrote the ledger since (3). A stop before (6) makes (6) fail, and the pod goes; a stop after (6) finds the pod, because
 *       (4) was before, and deletes it, and (7) is about that very UID. A replica that freezes between any two steps leaves at most a pod
 *       behind its gate, which runs nothing, and which the next look or start takes away.
 *   <li>A generation is created once: with {@code created=n} a later start creates nothing, whatever became of the pod.
 *   <li>{@code Absent} and {@code Exited} are never said from the watch: they come of a direct look. A grace of 0 is given only to pods
 *       without processes; with 1 the object stays until the kubelet says that no process is left.
 *   <li>A failure that ends a start is written into the ledger before the pod is deleted, so that no replica that looks later takes it for
 *       another one.
 *   <li>Objects of that name without our labels are refused and never touched.
 *   <li>Nothing is deleted that was not stopped, condemned with a reason in its ledger, or over.
 * </ol>
 *
 * <p><b>Parts.</b> {@code model} is pure; {@link dev.berth.spawner.kubernetes.Cluster} has every call; {@code Servers} is the watch; {@code
 * ServerStart}, {@code ServerStop} and {@code ServerLook} are the protocol; {@code Prober} asks new servers whether they answer; {@code
 * Claims} finds homes; {@code Upkeep} keeps quota and limits.
 *
 * <p>May use hub-spi, its own settings and model, and fabric8; Spring Boot only in the auto-configuration.
 */
@NullMarked
package dev.berth.spawner.kubernetes;

import org.jspecify.annotations.NullMarked;
