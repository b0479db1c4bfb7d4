package dev.berth.spawner.kubernetes.model;

import dev.berth.spawner.kubernetes.settings.HomeProperties;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spawner.kubernetes.settings.PodTemplate;
import dev.berth.spawner.kubernetes.settings.SharedVolume;
import dev.berth.spi.spawn.StartRequest;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The pod of one start. It complies with Pod Security "restricted", whatever the profile contains. */
public final class PodModel {

    static final String FILES = "berth-files";

    private PodModel() {}

    /** Includes what the template merges into the pod; not yet checked against {@link PodRules}. */
    public static Pod of(Rendering rendering) {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName(Names.pod(
                        rendering.settings(), rendering.request().ref().runtimeName()))
                .withLabels(labels(rendering))
                .withAnnotations(annotations(rendering))
                .endMetadata()
                .withSpec(spec(rendering))
                .build();
        return PodMerge.into(pod, rendering.template().pod());
    }

    private static Map<String, String> labels(Rendering rendering) {
        Map<String, String> labels = new TreeMap<>(rendering.template().labels());
        labels.putAll(identity(rendering));
        return labels;
    }

    /** Labels that identify the owner, both KubeSpawner's and Berth's. */
    static Map<String, String> identity(Rendering rendering) {
        StartRequest request = rendering.request();
        Map<String, String> labels = Names.common(rendering.settings());
        labels.put("component", Names.COMPONENT);
        labels.put("app.kubernetes.io/component", Names.COMPONENT);
        labels.put(Names.USERNAME, Names.label(request.home()));
        labels.put(Names.SERVERNAME, Names.label(request.serverName()));
        labels.put(Names.SERVER, request.ref().runtimeName());
        labels.put(Names.GENERATION, Long.toString(request.ref().generation()));
        return labels;
    }

    private static Map<String, String> annotations(Rendering rendering) {
        Map<String, String> annotations = new TreeMap<>(rendering.template().annotations());
        annotations.put(Names.USERNAME, rendering.request().owner().name());
        annotations.put(Names.SERVERNAME, rendering.request().serverName());
        annotations.put(Names.HOME, rendering.request().home());
        annotations.put(Names.BASE_PATH, rendering.request().basePath());
        return annotations;
    }

    private static PodSpec spec(Rendering rendering) {
        KubernetesSpawnerProperties settings = rendering.settings();
        PodTemplate template = rendering.template();
        PodSpecBuilder spec = new PodSpecBuilder()
                .addNewSchedulingGate(Names.GATE)
                .withRestartPolicy("Never")
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(30L)
                .withHostUsers(template.userNamespace() ? false : null)
                .withSecurityContext(security(rendering))
                .withImagePullSecrets(settings.imagePullSecrets().stream()
                        .map(LocalObjectReference::new)
                        .toList())
                .withNodeSelector(template.nodeSelector().isEmpty() ? null : new TreeMap<>(template.nodeSelector()))
                .withTolerations(template.tolerations().stream()
                        .map(PodModel::toleration)
                        .toList())
                .withRuntimeClassName(template.runtimeClass().isEmpty() ? null : template.runtimeClass())
                .withContainers(ContainerModel.server(rendering))
                .withVolumes(VolumeModel.volumes(rendering));
        if (!template.affinity().isBlank()) {
            spec.withAffinity(PodMerge.parse(template.affinity(), Affinity.class));
        }
        if (settings.home().isFolderOfMany() && settings.home().makeFolders()) {
            spec.withInitContainers(ContainerModel.home(rendering));
        }
        return spec.build();
    }

    /** The user's identity; everything else is required by Pod Security "restricted". */
    private static PodSecurityContext security(Rendering rendering) {
        StartRequest request = rendering.request();
        HomeProperties home = rendering.settings().home();
        PodTemplate template = rendering.template();
        PodSecurityContextBuilder security = new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withRunAsUser(request.owner().uid())
                .withRunAsGroup(request.owner().gid())
                .withSupplementalGroups(List.copyOf(groups(rendering)))
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile();
        if (home.kind() == HomeProperties.Kind.CLAIM) {
            // The folder that holds many home directories must not be given to one user; the user's own claim must be,
            // because otherwise
            // only root could write to it.
            security.withFsGroup(request.owner().gid()).withFsGroupChangePolicy("OnRootMismatch");
        }
        if (!template.appArmor().isEmpty()) {
            boolean standard = template.appArmor().equals("RuntimeDefault");
            security.withNewAppArmorProfile()
                    .withType(standard ? "RuntimeDefault" : "Localhost")
                    .withLocalhostProfile(standard ? null : template.appArmor())
                    .endAppArmorProfile();
        }
        if (!template.seLinuxLevel().isEmpty()) {
            security.withNewSeLinuxOptions().withLevel(template.seLinuxLevel()).endSeLinuxOptions();
        }
        return security.build();
    }

    /** The owner's groups, and the groups of the shared volumes that the owner gets. */
    static NavigableSet<Long> groups(Rendering rendering) {
        NavigableSet<Long> groups = new TreeSet<>(rendering.request().owner().supplementalGroups());
        rendering.sharedVolumes().stream()
                .map(SharedVolume::gid)
                .filter(gid -> gid > 0)
                .forEach(groups::add);
        return groups;
    }

    private static Toleration toleration(PodTemplate.Toleration one) {
        return new TolerationBuilder()
                .withKey(one.key().isEmpty() ? null : one.key())
                .withOperator(one.operator())
                .withValue(one.value().isEmpty() ? null : one.value())
                .withEffect(one.effect().isEmpty() ? null : one.effect())
                .withTolerationSeconds(one.seconds())
                .build();
    }
}
