package dev.berth.spawner.kubernetes.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spawner.kubernetes.TestSettings;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a template can merge into a pod, and what it cannot. */
class PodRulesTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                hostPath               | {spec: {volumes: [{name: node, hostPath: {path: /}}]}}
                hostPath               | {spec: {volumes: [{name: home, hostPath: {path: /}}]}}
                volume of the node     | {spec: {volumes: [{name: n, nfs: {server: s, path: /}}]}}
                volume of the node     | {spec: {volumes: [{name: n, iscsi: {targetPortal: s, iqn: i, lun: 0}}]}}
                service account token  | {spec: {volumes: [{name: t, projected: {sources: [{serviceAccountToken: {path: t}}]}}]}}
                service account token  | {spec: {automountServiceAccountToken: true}}
                hostNetwork            | {spec: {hostNetwork: true}}
                hostPID                | {spec: {hostPID: true}}
                hostIPC                | {spec: {hostIPC: true}}
                hostUsers              | {spec: {hostUsers: false}}
                nodeName               | {spec: {nodeName: node-1}}
                restartPolicy          | {spec: {restartPolicy: Always}}
                scheduling gates       | {spec: {schedulingGates: [{name: mine}]}}
                privileged             | {spec: {containers: [{name: notebook, securityContext: {privileged: true}}]}}
                allowPrivilege         | {spec: {containers: [{name: notebook, securityContext: {allowPrivilegeEscalation: true}}]}}
                added capabilities     | {spec: {containers: [{name: notebook, securityContext: {capabilities: {add: [NET_ADMIN]}}}]}}
                procMount              | {spec: {containers: [{name: notebook, securityContext: {procMount: Unmasked}}]}}
                different UID or GID   | {spec: {containers: [{name: notebook, securityContext: {runAsUser: 0}}]}}
                different UID          | {spec: {securityContext: {runAsUser: 0}}}
                different UID          | {spec: {securityContext: {fsGroup: 0}}}
                different UID          | {spec: {securityContext: {supplementalGroups: [0]}}}
                runAsNonRoot           | {spec: {securityContext: {runAsNonRoot: false}}}
                seccomp                | {spec: {securityContext: {seccompProfile: {type: Unconfined}}}}
                sysctls                | {spec: {securityContext: {sysctls: [{name: a, value: b}]}}}
                AppArmor               | {spec: {securityContext: {appArmorProfile: {type: Unconfined}}}}
                host port              | {spec: {containers: [{name: notebook, ports: [{name: p, containerPort: 1, hostPort: 80}]}]}}
                missing securityContext| {spec: {containers: [{name: beside, image: x}]}}
                missing securityContext| {spec: {initContainers: [{name: before, image: x}]}}
                resources for the server| {spec: {containers: [{name: notebook, resources: {limits: {nvidia.com/gpu: 8}}}]}}
                resource claims        | {spec: {resourceClaims: [{name: gpu, resourceClaimName: all}]}}
                changed values of      | {metadata: {labels: {berth.dev/server: bob}}}
                changed values of      | {metadata: {annotations: {berth.dev/base-path: /user/bob/}}}
                different name         | {metadata: {name: other}}
                different name         | {metadata: {namespace: kube-system}}
                finalizers             | {metadata: {finalizers: [a/b]}}
                owner references       | {metadata: {ownerReferences: [{apiVersion: v1, kind: Pod, name: a, uid: b}]}}
                YAML that is not       | {spec: [}
                YAML that is not       | {spec: {nonsense: [1}}
                """)
    void isRefused(String phrase, String yaml) {
        assertThat(problems(yaml)).anyMatch(problem -> problem.contains(phrase.strip()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                a priority     | {spec: {priorityClassName: high}}
                a scheduler    | {spec: {schedulerName: mine}}
                a ConfigMap    | {spec: {volumes: [{name: c, configMap: {name: c}}], containers: [{name: notebook, volumeMounts: [{name: c, mountPath: /c}]}]}}
                a hook         | {spec: {containers: [{name: notebook, lifecycle: {preStop: {exec: {command: [sync]}}}}]}}
                a label        | {metadata: {labels: {team: ml}}}
                a variable     | {spec: {containers: [{name: notebook, env: [{name: A, value: b}]}]}}
                a side car     | {spec: {containers: [{name: beside, image: x, securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}]}}
                """)
    void isAllowed(String what, String yaml) {
        assertThat(problems(yaml)).as(what).isEmpty();
    }

    @Test
    void aHostPathIsAllowedOnlyAsTheHomeThatTheConfigurationAllows() {
        KubernetesSpawnerProperties settings =
                TestSettings.of("home.kind=host-path", "home.host-path=/srv/homes", "home.host-path-allowed=true");
        assertThat(TemplateProof.problems(settings, Objects.requireNonNull(settings.template(""))))
                .isEmpty();
    }

    private static List<String> problems(String yaml) {
        KubernetesSpawnerProperties settings = TestSettings.of("templates.tried.pod=" + yaml);
        return TemplateProof.problems(settings, Objects.requireNonNull(settings.template("tried")));
    }
}
