/** Tests of the Kubernetes spawner. Those that need a cluster take the one that KUBECONFIG names, and are skipped without. */
@NullMarked
package dev.berth.spawner.kubernetes;

import org.jspecify.annotations.NullMarked;
