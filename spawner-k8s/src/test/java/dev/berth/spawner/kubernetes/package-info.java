/** Tests of the Kubernetes spawner. Those that need a cluster use the one that KUBECONFIG names, and are skipped without it. */
@NullMarked
package dev.berth.spawner.kubernetes;

import org.jspecify.annotations.NullMarked;
