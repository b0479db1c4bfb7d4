package dev.berth.spawner.kubernetes;

import dev.berth.spawner.kubernetes.model.Devices;
import dev.berth.spawner.kubernetes.model.Ledger;
import dev.berth.spawner.kubernetes.model.Names;
import dev.berth.spawner.kubernetes.model.PodModel;
import dev.berth.spawner.kubernetes.model.PodReading;
import dev.berth.spawner.kubernetes.model.Rendering;
import dev.berth.spawner.kubernetes.model.SecretModel;
import dev.berth.spawner.kubernetes.model.TemplateProof;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spawner.kubernetes.settings.PodTemplate;
import dev.berth.spi.fault.Failpoint;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.Run;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.SpawnerUnavailableException;
import dev.berth.spi.spawn.StartOutcome;
import dev.berth.spi.spawn.StartRequest;
import dev.berth.spi.text.Texts;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Starts a server in these steps: claim the generation, find the home directory, create the gated pod and its Secret, confirm, and remove
 * the gate. A start can be interrupted anywhere and repeated by any replica.
 */
final class ServerStart {

    private final Cluster cluster;
    private final Ledgers ledgers;
    private final Claims claims;
    private final AdmissionCheck admission;
    private final KubernetesSpawnerProperties settings;

    ServerStart(Cluster cluster, Ledgers ledgers, Claims claims, KubernetesSpawnerProperties settings) {
        this.cluster = cluster;
        this.ledgers = ledgers;
        this.claims = claims;
        this.admission = new AdmissionCheck(cluster);
        this.settings = settings;
    }

    StartOutcome of(StartRequest request) {
        PodTemplate template = settings.template(request.template());
        Failure impossible = impossible(request, template);
        if (impossible != null || template == null) {
            return new StartOutcome.Refused(java.util.Objects.requireNonNull(impossible));
        }
        try {
            for (int i = 0; i < Ledgers.tries(); i++) {
                Ledgers.Read read = ledgers.read(request.ref().runtimeName());
                Optional<StartOutcome> outcome = attempt(request, template, read);
                if (outcome.isPresent()) {
                    return outcome.get();
                }
            }
        } catch (Ledgers.ForeignException foreign) {
            return refused(ReasonCode.NAME_CONFLICT, foreign.getMessage());
        }
        throw Ledgers.contended(request.ref().runtimeName());
    }

    private @Nullable Failure impossible(StartRequest request, @Nullable PodTemplate template) {
        if (template == null) {
            return Failure.of(ReasonCode.REFUSED, "kubernetes.template.missing", request.template());
        }
        for (String name : request.environment().keySet()) {
            if (!name.matches("[-._a-zA-Z][-._a-zA-Z0-9]{0,200}")) {
                return Failure.of(ReasonCode.REFUSED, "kubernetes.variable", name);
            }
        }
        return Devices.refusal(request.limits(), template, settings.home(), request.owner());
    }

    /** One attempt based on a ledger; empty if the ledger was changed in between and everything must be checked again. */
    private Optional<StartOutcome> attempt(StartRequest request, PodTemplate template, Ledgers.Read read) {
        ServerRef ref = request.ref();
        Ledger ledger = read.ledger();
        if (ledger.isOver(ref.generation())) {
            return Optional.of(over(ledger, ref));
        }
        if (ledger.created() == ref.generation()) {
            cluster.pod(Names.pod(settings, ref.runtimeName()))
                    .filter(pod -> isOf(pod, ref) && PodReading.isGated(pod))
                    .ifPresent(cluster::ungate);
            return Optional.of(new StartOutcome.Accepted());
        }
        if (ledger.claimed() < ref.generation()) {
            Failure conflict = clear(ref);
            if (conflict != null) {
                return Optional.of(new StartOutcome.Refused(conflict));
            }
        }
        return ledgers.write(read, ledger.claim(ref.generation()))
                .flatMap(claimed -> create(request, template, claimed));
    }

    private static StartOutcome over(Ledger ledger, ServerRef ref) {
        Failure refusal = ledger.created() < ref.generation() ? ledger.endOf(ref.generation()) : null;
        return refusal == null ? new StartOutcome.Superseded() : new StartOutcome.Refused(refusal);
    }

    /** Ensures that no older generation exists; removes what is left of older ones if it can no longer run. */
    private @Nullable Failure clear(ServerRef ref) {
        Optional<Pod> found = cluster.pod(Names.pod(settings, ref.runtimeName()));
        if (found.isEmpty()) {
            return null;
        }
        Pod pod = found.get();
        if (!isOurs(pod, ref)) {
            return conflict(pod);
        }
        if (PodReading.isOver(pod) || PodReading.isGated(pod)) {
            cluster.delete(pod, 0);
            return null;
        }
        throw new SpawnerUnavailableException("An older generation of " + ref.runtimeName() + " still exists: pod "
                + pod.getMetadata().getName());
    }

    private Optional<StartOutcome> create(StartRequest request, PodTemplate template, Ledgers.Read claimed) {
        Claims.Found home = claims.find(request);
        if (home.failure() != null) {
            return Optional.of(refuse(request.ref(), home.failure()));
        }
        String nonce = Long.toString(System.nanoTime() & 0xFFFFFFFL, 36);
        String secret = Names.pod(settings, request.ref().runtimeName()) + "-"
                + request.ref().generation() + "-" + nonce;
        Rendering rendering = new Rendering(request, settings, template, home.claim(), secret);
        var problems = TemplateProof.problems(rendering);
        if (!problems.isEmpty()) {
            return Optional.of(refuse(
                    request.ref(),
                    Failure.of(
                            ReasonCode.REFUSED,
                            "kubernetes.template.not-allowed",
                            request.template(),
                            String.join(", ", problems))));
        }
        return make(rendering, PodModel.of(rendering), claimed);
    }

    private Optional<StartOutcome> make(Rendering rendering, Pod wanted, Ledgers.Read claimed) {
        ServerRef ref = rendering.request().ref();
        Optional<Pod> made;
        try {
            Failpoint.SPAWN_BEFORE_FORK.here();
            made = cluster.create(wanted);
            Failpoint.SPAWN_AFTER_FORK.here();
        } catch (KubernetesClientException refused) {
            return admission.of(Texts.of("part.object.pod"), refused).map(failure -> refuse(ref, failure));
        }
        if (made.isEmpty()) {
            return taken(rendering, claimed);
        }
        return confirm(rendering, made.get(), claimed);
    }

    /** A pod with that name exists: it belongs to this start and was created by another replica, or it must be removed. */
    private Optional<StartOutcome> taken(Rendering rendering, Ledgers.Read claimed) {
        ServerRef ref = rendering.request().ref();
        Optional<Pod> found = cluster.pod(Names.pod(settings, ref.runtimeName()));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (isOf(found.get(), ref)) {
            Rendering theirs = new Rendering(
                    rendering.request(),
                    settings,
                    rendering.template(),
                    rendering.claim(),
                    SecretModel.nameIn(found.get()));
            return confirm(theirs, found.get(), claimed);
        }
        Failure conflict = clear(ref);
        return conflict == null ? Optional.empty() : Optional.of(refuse(ref, conflict));
    }

    /**
     * The pod exists behind its scheduling gate. The gate is removed only if the ledger has not changed since the claim, or if this
     * generation is still the wanted one after the change.
     */
    private Optional<StartOutcome> confirm(Rendering rendering, Pod pod, Ledgers.Read claimed) {
        long generation = rendering.request().ref().generation();
        if (!PodReading.isGated(pod)) {
            // Another replica was faster; its confirmation is in the ledger by now.
            return Optional.empty();
        }
        cluster.create(SecretModel.of(rendering, pod));
        Optional<Ledgers.Read> confirmed =
                ledgers.write(claimed, claimed.ledger().create(generation));
        if (confirmed.isEmpty()) {
            Ledgers.Read now = ledgers.read(rendering.request().ref().runtimeName());
            if (now.ledger().isOver(generation)) {
                cluster.delete(pod, 0);
                return Optional.of(over(now.ledger(), rendering.request().ref()));
            }
            return Optional.empty();
        }
        return Optional.of(
                cluster.ungate(pod)
                        ? new StartOutcome.Accepted()
                        : afterFailedUngate(rendering.request().ref()));
    }

    /** Another replica has removed the gate, or a stop has deleted the pod. */
    private StartOutcome afterFailedUngate(ServerRef ref) {
        Ledger now = ledgers.read(ref.runtimeName()).ledger();
        return now.isOver(ref.generation()) ? over(now, ref) : new StartOutcome.Accepted();
    }

    /** The start can never succeed: this is recorded, so that a repeated start returns the same result, and what it created is removed. */
    private StartOutcome refuse(ServerRef ref, Failure failure) {
        ledgers.change(
                ref.runtimeName(),
                ledger -> ledger.created() >= ref.generation()
                        ? ledger
                        : ledger.stop(ref.generation()).end(ref.generation(), failure, Run.UNKNOWN));
        cluster.pod(Names.pod(settings, ref.runtimeName()))
                .filter(pod -> isOf(pod, ref) && PodReading.isGated(pod))
                .ifPresent(pod -> cluster.delete(pod, 0));
        return new StartOutcome.Refused(failure);
    }

    private boolean isOurs(Pod pod, ServerRef ref) {
        return settings.installation()
                        .equals(
                                pod.getMetadata().getLabels() == null
                                        ? null
                                        : pod.getMetadata().getLabels().get(Names.INSTALLATION))
                && PodReading.ref(pod)
                        .filter(each -> each.runtimeName().equals(ref.runtimeName()))
                        .isPresent();
    }

    private boolean isOf(Pod pod, ServerRef ref) {
        return isOurs(pod, ref) && PodReading.ref(pod).filter(ref::equals).isPresent();
    }

    private static Failure conflict(Pod pod) {
        return Failure.of(
                ReasonCode.NAME_CONFLICT,
                "kubernetes.pod-taken",
                pod.getMetadata().getName());
    }

    private static StartOutcome refused(ReasonCode code, @Nullable String detail) {
        return new StartOutcome.Refused(new Failure(code, String.valueOf(detail)));
    }
}
