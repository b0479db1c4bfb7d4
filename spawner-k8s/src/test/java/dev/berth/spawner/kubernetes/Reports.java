package dev.berth.spawner.kubernetes;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;

/** Reports of scheduler, kubelet and controllers, written by a test. */
record Reports(TestCluster cluster) {

    /** The scheduler found no node for the pod of this server. */
    void unschedulable(String runtimeName, String message) {
        status(runtimeName, """
                {"status": {"conditions": [{"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": "%s"}]}}
                """, message);
    }

    /** The kubelet could not create the container of this server. */
    void notCreated(String runtimeName, String reason, String message) {
        status(runtimeName, """
                {"status": {"conditions": [{"type": "PodScheduled", "status": "True"}], "containerStatuses": [{"name": "notebook",
                 "image": "x", "imageID": "", "ready": false, "restartCount": 0,
                 "state": {"waiting": {"reason": "%s", "message": "%%s"}}}]}}
                """.formatted(reason), message);
    }

    private void status(String runtimeName, String patch, String message) {
        cluster.admin()
                .pods()
                .inNamespace(cluster.namespace())
                .withName(cluster.pod(runtimeName).getMetadata().getName())
                .subresource("status")
                .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), patch.formatted(message.replace("\"", "\\\"")));
    }

    /** A controller could not bind a claim. */
    void notProvisioned(String claim, String message) {
        cluster.admin()
                .v1()
                .events()
                .inNamespace(cluster.namespace())
                .resource(new EventBuilder()
                        .withNewMetadata()
                        .withName(claim + ".1")
                        .endMetadata()
                        .withType("Warning")
                        .withReason("ProvisioningFailed")
                        .withMessage(message)
                        .withFirstTimestamp(Instant.now().toString())
                        .withNewInvolvedObject()
                        .withKind("PersistentVolumeClaim")
                        .withName(claim)
                        .withNamespace(cluster.namespace())
                        .endInvolvedObject()
                        .build())
                .create();
    }
}
