package dev.berth.spawner.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spawner.kubernetes.Starts.Start;
import dev.berth.spawner.kubernetes.model.Names;
import dev.berth.spi.spawn.ReasonCode;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The owners of home directories, and that home directories are kept. */
class HomesIT {

    private static TestCluster cluster;
    private static KubernetesSpawner spawner;
    private static Starts starts;

    @BeforeAll
    static void open() {
        cluster = TestCluster.required("homes");
        spawner = cluster.spawner("templates.default.shared-memory=0B");
        starts = new Starts(spawner);
    }

    @AfterAll
    static void close() {
        if (cluster != null) {
            spawner.close();
            cluster.close();
        }
    }

    @Test
    void aHomeIsItsUsersAndStaysWhenTheServerStops() {
        Start first = Start.of("keeper").owner("keeper", 20_011, List.of(30_001L));
        starts.ready(first);
        String pod = "jupyter-keeper";
        assertThat(cluster.exec(pod, "id"))
                .contains("uid=20011(keeper) gid=20011(keeper)")
                .contains("30001");
        assertThat(cluster.exec(pod, "sh", "-c", "echo mine > ~/notes && echo $HOME && cat ~/notes"))
                .isEqualTo("/home/user\nmine\n");
        assertThat(cluster.exec(pod, "sh", "-c", "echo x >> /etc/passwd")).contains("can't create");
        assertThat(cluster.exec(pod, "ls", "/var/run/secrets")).contains("No such file");
        assertThat(cluster.exec(pod, "sh", "-c", "echo $NVIDIA_VISIBLE_DEVICES"))
                .isEqualTo("void\n");
        starts.stop(first);
        spawner.forget(first.ref());
        Start second = first.generation(1);
        starts.ready(second);
        assertThat(cluster.exec(pod, "sh", "-c", "cat ~/notes")).isEqualTo("mine\n");
        starts.stop(second);
    }

    /** KubeSpawner gives both users the same claim name, because eight hexadecimal digits of their hashes are equal. */
    @Test
    void twoUsersWhomKubeSpawnerCannotTellApartGetNoHomeOfTheOther() {
        String one = "且他";
        String two = "丮俲";
        assertThat(hash(one)).startsWith(hash(two).substring(0, 8)).isNotEqualTo(hash(two));
        String home = "x---" + hash(one).substring(0, 8);
        claim("claim-" + home, Map.of(Names.USERNAME, one));
        assertThat(starts.refused(
                        Start.of("second").owner(two, 20_021, List.of()).home(home)))
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(ReasonCode.NAME_CONFLICT);
                    assertThat(failure.detail()).contains("claim-" + home).contains("kubectl annotate");
                });
        Start rightful = Start.of("first").owner(one, 20_022, List.of()).home(home);
        starts.ready(rightful);
        starts.stop(rightful);
        String longer = "x---" + hash(two).substring(0, 16);
        Start other = Start.of("third").owner(two, 20_021, List.of()).home(longer);
        starts.ready(other);
        starts.stop(other);
        assertThat(found("claim-" + longer).getMetadata().getAnnotations()).containsEntry(Names.USERNAME, two);
    }

    @Test
    void aRenamedUserKeepsTheHomeThatKubeSpawnerMade() {
        claim("claim-rena", Map.of(Names.USERNAME, "rena"));
        Start before = Start.of("rena");
        starts.ready(before);
        starts.stop(before);
        assertThat(found("claim-rena").getMetadata().getAnnotations()).containsEntry(Names.HOME, "rena");
        Start after = before.generation(2).owner("renata", 20_001, List.of());
        starts.ready(after);
        assertThat(cluster.pod("rena").getMetadata().getAnnotations()).containsEntry(Names.USERNAME, "renata");
        starts.stop(after);
    }

    @Test
    void aHomeUnderKubeSpawnersOlderNameIsFound() {
        claim("claim-old-40example-2eorg", Map.of(Names.USERNAME, "old@example.org"));
        Start start =
                Start.of("old").owner("old@example.org", 20_031, List.of()).home("old-example-org---12345678");
        starts.ready(start);
        assertThat(cluster.pod("old").getSpec().getVolumes())
                .anyMatch(volume -> volume.getPersistentVolumeClaim() != null
                        && volume.getPersistentVolumeClaim().getClaimName().equals("claim-old-40example-2eorg"));
        starts.stop(start);
    }

    @Test
    void aClaimThatNobodySaysWhoseIsRefusedAndAnAdministratorCanGiveIt() {
        claim("claim-plain", Map.of());
        assertThat(starts.refused(Start.of("plain")).code()).isEqualTo(ReasonCode.NAME_CONFLICT);
        cluster.admin()
                .persistentVolumeClaims()
                .inNamespace(cluster.namespace())
                .withName("claim-plain")
                .edit(claim -> {
                    claim.getMetadata().setAnnotations(Map.of(Names.HOME, "plain"));
                    return claim;
                });
        Start again = Start.of("plain").generation(2);
        starts.ready(again);
        starts.stop(again);
    }

    /** On one file system in which members of group 30000 can create folders. */
    @Test
    void foldersOfManyOnOneClaim() {
        claim("homes", Map.of());
        try (KubernetesSpawner shared = cluster.spawner(
                "installation=shared",
                "pod-name=shared-{server}",
                "home.kind=shared",
                "home.shared-claim=homes",
                "templates.default.shared-memory=0B")) {
            TestPods.giveRootOfClaim(cluster, "homes", 30_000);
            Starts inFolders = new Starts(shared);
            Start ann = Start.of("ann").owner("ann", 20_041, List.of(30_000L));
            Start bob = Start.of("bob").owner("bob", 20_042, List.of(30_000L));
            inFolders.ready(ann);
            inFolders.ready(bob);
            assertThat(cluster.exec("shared-ann", "sh", "-c", "echo hers > ~/secret && stat -c %u:%a ~"))
                    .matches("20041:2?700\n");
            assertThat(cluster.exec("shared-bob", "sh", "-c", "ls -A ~ / | grep -e secret -e homes; echo done"))
                    .isEqualTo("done\n");
            inFolders.stop(ann);
            inFolders.stop(bob);
            assertThat(inFolders
                            .ends(Start.of("thief")
                                    .owner("thief", 20_043, List.of(30_000L))
                                    .home("ann"))
                            .code())
                    .as("a folder that is another's")
                    .isEqualTo(ReasonCode.HOME);
        }
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void claim(String name, Map<String, String> annotations) {
        cluster.admin()
                .persistentVolumeClaims()
                .inNamespace(cluster.namespace())
                .resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withAnnotations(annotations)
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteOnce")
                        .withNewResources()
                        .addToRequests("storage", new Quantity("1Gi"))
                        .endResources()
                        .endSpec()
                        .build())
                .create();
    }

    private static PersistentVolumeClaim found(String name) {
        return cluster.admin()
                .persistentVolumeClaims()
                .inNamespace(cluster.namespace())
                .withName(name)
                .get();
    }
}
