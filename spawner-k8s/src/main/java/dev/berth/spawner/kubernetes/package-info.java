/**
 * Runs servers as pods of a Kubernetes cluster, one pod for each.
 *
 * <p><b>Objects</b> for a server with the runtime name <i>s</i> in the users' namespace:
 *
 * <ul>
 *   <li>the <i>ledger</i>, a ConfigMap that exists until the server is forgotten: the newest generation that was {@code claimed}, the
 *       newest whose pod was {@code created} and found to be still wanted, the newest that is {@code stopped}, how the last one
 *       {@code ended}, and the end of its {@code output} if it never responded or ended by itself;
 *   <li>the <i>pod</i>, named after the server and not after the generation, which is a label;
 *   <li>a <i>Secret</i> for each start, owned by its pod: environment, token, files. The cluster deletes it after the pod;
 *   <li>the <i>claim</i> for the user's home directory, which Berth creates and never deletes.
 * </ul>
 *
 * <p><b>Start</b> of generation <i>n</i>: (1) read the ledger; (2) ensure that no older pod exists; (3) write {@code claimed=n}; (4) create
 * the pod <i>behind a scheduling gate</i>; (5) create its Secret; (6) write {@code created=n}; (7) remove the gate. <b>Stop</b> of
 * <i>n</i>: (1) write {@code stopped=n}; (2) read the pod and delete it if its generation is <i>n</i> or older. Every write of a ledger has
 * the resource version that was read as a precondition; every deletion and every patch of a pod has its UID. <b>Cleaning up</b> after a
 * server that ended by itself, some minutes later: (1) read the pod, and read the log that it wrote; (2) write {@code ended} and
 * {@code output}; (3) delete the pod. Each step can be repeated, by any replica.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>Two generations never run at the same time: a pod's name is unique, and an older pod is deleted only if it is over or its gate was
 *       never removed.
 *   <li>After {@code stop(n)}, no process of a generation up to <i>n</i> is started. The gate is removed (7) only after (6), which succeeds
 *       only if the ledger has not changed since (3). A stop before (6) makes (6) fail, and the pod is deleted; a stop after (6) finds the
 *       pod, because (4) came first, and deletes it, and (7) applies only to that UID. A replica that freezes between any two steps leaves
 *       at most a gated pod, which runs nothing and which the next observation or start deletes.
 *   <li>A generation is created once: with {@code created=n} a later start creates nothing, whatever happened to the pod.
 *   <li>{@code Absent} and {@code Exited} are never concluded from the watch, only from a direct query. A grace period of 0 is used only
 *       for pods without processes; with 1 the object stays until the kubelet confirms that no process is left.
 *   <li>A failure that ends a start is written into the ledger before the pod is deleted, so that a replica that looks later does not take
 *       it for a different failure.
 *   <li>Objects with that name but without our labels are rejected and never changed.
 *   <li>An object is deleted only if its server was stopped, has failed with a reason in its ledger, or is over. A pod that is over is
 *       deleted without a start or a stop only if its ledger says so too.
 *   <li>A start ends only because of what was queried directly: the pod and the claim, storage class, nodes, quota, Secret or ConfigMap that
 *       scheduler, kubelet or API server name. Their reports alone are outdated for up to two minutes after an outage.
 * </ol>
 *
 * <p><b>Parts.</b> {@code model} is pure; {@link dev.berth.spawner.kubernetes.Cluster} contains every call; {@code PodWatch} is the watch;
 * {@code ServerStart}, {@code ServerStop}, {@code ServerObserver} and {@code EndedPods} implement the protocol; {@code StartFaults} decides
 * which starts can never succeed; {@code PodQueue} explains what a start waits for; {@code Prober} probes new servers; {@code Claims} finds
 * home directories; {@code ClusterCheck} and {@code ProblemLog} report what is missing; {@code Upkeep} maintains quota and limits.
 *
 * <p>May use hub-spi, its own settings and model, and fabric8; Spring Boot only in the auto-configuration.
 */
@NullMarked
package dev.berth.spawner.kubernetes;

import org.jspecify.annotations.NullMarked;
