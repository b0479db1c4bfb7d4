package dev.berth.spawner.kubernetes.model;

import dev.berth.spawner.base.AccountFiles;
import dev.berth.spawner.kubernetes.settings.HomeProperties;
import dev.berth.spawner.kubernetes.settings.SharedVolume;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;

/** The volumes of a server's pod and their mount points. */
final class VolumeModel {

    /** The mount point of all home directories in the container that creates a user's folder. */
    static final String ALL_HOMES = "/homes";

    private static final String HOME = "home";
    private static final int READABLE = 0444;

    private VolumeModel() {}

    static List<Volume> volumes(Rendering rendering) {
        List<Volume> volumes = new ArrayList<>();
        volumes.add(home(rendering));
        volumes.add(files(rendering));
        if (rendering.template().sharedMemory().toBytes() > 0) {
            volumes.add(new VolumeBuilder()
                    .withName("shared-memory")
                    .withNewEmptyDir()
                    .withMedium("Memory")
                    .withSizeLimit(new Quantity(
                            Long.toString(rendering.template().sharedMemory().toBytes())))
                    .endEmptyDir()
                    .build());
        }
        if (rendering.template().readOnlyRoot()) {
            volumes.add(empty("tmp"));
        }
        for (SharedVolume shared : rendering.sharedVolumes()) {
            volumes.add(claim(nameOf(shared), shared.claim(), shared.readOnly()));
        }
        return volumes;
    }

    private static Volume files(Rendering rendering) {
        return new VolumeBuilder()
                .withName(PodModel.FILES)
                .withNewSecret()
                .withSecretName(rendering.secret())
                .withDefaultMode(READABLE)
                .withItems(
                        item(AccountFiles.PASSWD, AccountFiles.PASSWD),
                        item(AccountFiles.GROUP, AccountFiles.GROUP),
                        item(AccountFiles.OVERRIDES, "labconfig/" + AccountFiles.OVERRIDES))
                .endSecret()
                .build();
    }

    private static KeyToPath item(String key, String path) {
        return new KeyToPathBuilder().withKey(key).withPath(path).build();
    }

    static List<VolumeMount> mounts(Rendering rendering) {
        HomeProperties home = rendering.settings().home();
        List<VolumeMount> mounts = new ArrayList<>();
        mounts.add(new VolumeMountBuilder()
                .withName(HOME)
                .withMountPath(home.mountPath())
                .withSubPath(
                        home.isFolderOfMany()
                                ? home.folderOf(rendering.request().home())
                                : null)
                .build());
        mounts.add(file(AccountFiles.PASSWD, "/etc/passwd"));
        mounts.add(file(AccountFiles.GROUP, "/etc/group"));
        mounts.add(new VolumeMountBuilder()
                .withName(PodModel.FILES)
                .withMountPath(AccountFiles.FOLDER)
                .withReadOnly(true)
                .build());
        if (rendering.template().sharedMemory().toBytes() > 0) {
            mounts.add(mount("shared-memory", "/dev/shm"));
        }
        if (rendering.template().readOnlyRoot()) {
            mounts.add(mount("tmp", "/tmp"));
        }
        for (SharedVolume shared : rendering.sharedVolumes()) {
            mounts.add(new VolumeMountBuilder(mount(nameOf(shared), shared.mountPath()))
                    .withSubPath(shared.subPath().isEmpty() ? null : shared.subPath())
                    .withReadOnly(shared.readOnly() ? true : null)
                    .build());
        }
        return mounts;
    }

    static VolumeMount allHomes() {
        return mount(HOME, ALL_HOMES);
    }

    private static Volume home(Rendering rendering) {
        HomeProperties home = rendering.settings().home();
        return switch (home.kind()) {
            case CLAIM -> claim(HOME, rendering.claim(), false);
            case SHARED -> claim(HOME, home.sharedClaim(), false);
            case HOST_PATH ->
                new VolumeBuilder()
                        .withName(HOME)
                        .withNewHostPath()
                        .withPath(home.hostPath())
                        .withType("Directory")
                        .endHostPath()
                        .build();
            case NONE -> empty(HOME);
        };
    }

    private static String nameOf(SharedVolume shared) {
        return "shared-" + shared.name();
    }

    private static Volume claim(String name, String claim, boolean readOnly) {
        return new VolumeBuilder()
                .withName(name)
                .withNewPersistentVolumeClaim(claim, readOnly ? true : null)
                .build();
    }

    private static Volume empty(String name) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .endEmptyDir()
                .build();
    }

    private static VolumeMount mount(String name, String path) {
        return new VolumeMountBuilder().withName(name).withMountPath(path).build();
    }

    private static VolumeMount file(String key, String path) {
        return new VolumeMountBuilder(mount(PodModel.FILES, path))
                .withSubPath(key)
                .withReadOnly(true)
                .build();
    }
}
