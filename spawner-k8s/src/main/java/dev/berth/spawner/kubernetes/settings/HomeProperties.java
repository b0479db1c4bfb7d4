package dev.berth.spawner.kubernetes.settings;

import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where users' files are stored. They are kept when a server is stopped or deleted and when its user is deleted: Berth never deletes a home
 * directory.
 *
 * @param kind claim: one PersistentVolumeClaim per user; shared: one folder per user on a shared claim; host-path: the same on the nodes'
 *     own disk; none: files are lost when the server stops
 * @param mountPath the mount point in the server
 * @param claimName the name of a user's claim; must contain {home}, which is replaced by the name of the user's home directory
 * @param findLegacy whether to look for a claim that KubeSpawner created under an older name before creating one
 * @param storageClass the StorageClass of new claims; the cluster's default if empty
 * @param size the size of new claims
 * @param accessModes the access modes of new claims
 * @param labels additional labels of new claims
 * @param sharedClaim the claim that holds all home directories, if the kind is shared
 * @param hostPath the folder on the nodes that holds all home directories, if the kind is host-path
 * @param hostPathAllowed whether a folder of the nodes can be used at all; Pod Security "baseline" and "restricted" forbid it
 * @param subPath a user's folder below the shared one; must contain {home}, which is replaced by the name of the user's home directory
 * @param makeFolders whether a server creates the user's folder, as that user, if it does not exist; otherwise it must exist already
 */
public record HomeProperties(
        @DefaultValue("claim") Kind kind,
        @DefaultValue("/home/user") String mountPath,
        @DefaultValue("claim-{home}") String claimName,
        @DefaultValue("true") boolean findLegacy,
        @DefaultValue("") String storageClass,
        @DefaultValue("10GB") DataSize size,
        @DefaultValue("ReadWriteOnce") List<String> accessModes,
        @DefaultValue java.util.Map<String, String> labels,
        @DefaultValue("") String sharedClaim,
        @DefaultValue("") String hostPath,
        @DefaultValue("false") boolean hostPathAllowed,
        @DefaultValue("{home}") String subPath,
        @DefaultValue("true") boolean makeFolders) {

    private static final Pattern CLAIM_NAME = Pattern.compile("[a-z0-9-]{0,60}\\{home}[a-z0-9-]{0,60}");
    private static final Pattern SUB_PATH =
            Pattern.compile("([A-Za-z0-9._-]+/)*[A-Za-z0-9._-]*\\{home}[A-Za-z0-9._-]*");
    private static final List<String> MODES =
            List.of("ReadWriteOnce", "ReadWriteMany", "ReadWriteOncePod", "ReadOnlyMany");

    public HomeProperties {
        accessModes = List.copyOf(accessModes);
        labels = java.util.Map.copyOf(labels);
        Require.that(
                mountPath.matches("(/[A-Za-z0-9._-]+)+") && !mountPath.contains("/.."),
                "home.mount-path",
                mountPath,
                "use an absolute path, such as /home/user");
        Require.that(
                CLAIM_NAME.matcher(claimName).matches(),
                "home.claim-name",
                claimName,
                "use {home} once, with lower-case letters, digits and hyphens around it");
        Require.that(
                SUB_PATH.matcher(subPath).matches() && !subPath.contains(".."),
                "home.sub-path",
                subPath,
                "use a relative path with {home} in its last part");
        Require.that(
                !accessModes.isEmpty() && MODES.containsAll(accessModes),
                "home.access-modes",
                String.join(",", accessModes),
                "use one or more of " + String.join(", ", MODES));
        Require.that(size.toBytes() > 0, "home.size", size, "use an amount above 0, such as 10GB");
        Require.that(
                kind != Kind.SHARED || !sharedClaim.isEmpty(),
                "home.shared-claim",
                sharedClaim,
                "set it to the claim that holds all home directories, because home.kind is shared");
        Require.that(
                kind != Kind.HOST_PATH || (hostPathAllowed && hostPath.matches("(/[A-Za-z0-9._-]+)+")),
                "home.host-path",
                hostPath,
                "use an absolute path and set home.host-path-allowed, because home.kind is host-path");
    }

    /** Where files are stored. */
    public enum Kind {
        CLAIM,
        SHARED,
        HOST_PATH,
        NONE
    }

    /** Whether home directories are folders on a shared file system, whose owner and group the pod must not change. */
    public boolean isFolderOfMany() {
        return kind == Kind.SHARED || kind == Kind.HOST_PATH;
    }

    public String claimOf(String home) {
        return claimName.replace("{home}", home);
    }

    public String folderOf(String home) {
        return subPath.replace("{home}", home);
    }
}
