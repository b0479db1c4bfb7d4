package dev.berth.spawner.kubernetes;

import dev.berth.spawner.kubernetes.model.ClaimModel;
import dev.berth.spawner.kubernetes.model.Names;
import dev.berth.spawner.kubernetes.settings.HomeProperties;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.SpawnerUnavailableException;
import dev.berth.spi.spawn.StartRequest;
import dev.berth.spi.text.Texts;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds or creates a user's PersistentVolumeClaim. Never deletes one. */
final class Claims {

    private static final Found NO_CLAIM = new Found("", null);

    private final Cluster cluster;
    private final ClaimFaults faults;
    private final AdmissionCheck admission;
    private final KubernetesSpawnerProperties settings;

    Claims(Cluster cluster, KubernetesSpawnerProperties settings) {
        this.cluster = cluster;
        this.faults = new ClaimFaults(cluster);
        this.admission = new AdmissionCheck(cluster);
        this.settings = settings;
    }

    /**
     * A home directory's claim, or why there is none.
     *
     * @param claim the name of the claim; empty if home directories are not on claims
     */
    record Found(String claim, @Nullable Failure failure) {}

    Found find(StartRequest request) {
        if (settings.home().kind() != HomeProperties.Kind.CLAIM) {
            return NO_CLAIM;
        }
        String name = settings.home().claimOf(request.home());
        Optional<PersistentVolumeClaim> found = cluster.claim(name).or(() -> elsewhere(request, name));
        return found.map(claim -> existing(claim, request)).orElseGet(() -> make(request));
    }

    /** Looks for a claim with the label of this home directory, or with the name that an older KubeSpawner used. */
    private Optional<PersistentVolumeClaim> elsewhere(StartRequest request, String name) {
        if (!settings.home().findLegacy()) {
            return Optional.empty();
        }
        String legacy = Names.legacyClaim(settings, request.owner().name());
        Optional<PersistentVolumeClaim> marked = cluster.claims(Names.HOME, ClaimModel.mark(request)).stream()
                .filter(claim -> ClaimModel.owned(claim, request, settings) == ClaimModel.Owned.THEIRS)
                .findFirst();
        return marked.or(() -> legacy.equals(name) || legacy.length() > 253
                ? Optional.empty()
                : cluster.claim(legacy)
                        .filter(claim -> ClaimModel.owned(claim, request, settings) != ClaimModel.Owned.ANOTHERS));
    }

    private Found existing(PersistentVolumeClaim claim, StartRequest request) {
        String name = claim.getMetadata().getName();
        return switch (ClaimModel.owned(claim, request, settings)) {
            case THEIRS -> usable(claim);
            case KUBESPAWNERS -> {
                cluster.mark(claim, Map.of(Names.HOME, ClaimModel.mark(request)), Map.of(Names.HOME, request.home()));
                yield usable(claim);
            }
            case ANOTHERS ->
                new Found(
                        name,
                        Failure.of(
                                ReasonCode.NAME_CONFLICT,
                                "kubernetes.claim.taken",
                                name,
                                request.owner().name(),
                                name,
                                Names.HOME,
                                request.home()));
        };
    }

    private Found usable(PersistentVolumeClaim claim) {
        return new Found(claim.getMetadata().getName(), faults.of(claim));
    }

    private Found make(StartRequest request) {
        PersistentVolumeClaim claim = ClaimModel.of(request, settings);
        String name = claim.getMetadata().getName();
        String storageClass = settings.home().storageClass();
        if (!storageClass.isEmpty()) {
            Failure failure = faults.ofStorageClass(name, storageClass);
            if (failure != null) {
                return new Found(name, failure);
            }
        }
        try {
            return cluster.create(claim)
                    .map(made -> new Found(name, null))
                    .orElseGet(() -> cluster.claim(name)
                            .map(other -> existing(other, request))
                            .orElseGet(() -> make(request)));
        } catch (KubernetesClientException refused) {
            Failure failure = admission
                    .of(Texts.of("part.object.claim", name), refused)
                    .orElseThrow(() -> new SpawnerUnavailableException(
                            "The claim " + name + " was rejected because of a quota that has room for it now"));
            return new Found(name, failure);
        }
    }
}
