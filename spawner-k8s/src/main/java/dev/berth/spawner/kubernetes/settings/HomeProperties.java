package dev.berth.spawner.kubernetes.settings;

import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where users' files are. They are kept when a server stops, when it is deleted and when its user is: Berth removes no home.
 *
 * @param kind claim, a PersistentVolumeClaim for each user; shared, a folder for each user on one claim; host-path, the same on the nodes'
 *     own disk; none, where files go with the server
 * @param mountPath where a server finds it
 * @param claimName the name of a user's claim; {home} stands for the user's own name and must be in it
 * @param findLegacy whether a claim that KubeSpawner made under an older name is looked for before one is made
 * @param storageClass of claims that are made; the cluster's default if empty
 * @param size of claims that are made
 * @param accessModes of claims that are made
 * @param labels further labels of claims that are made
 * @param sharedClaim the claim that holds all homes, where the kind is shared
 * @param hostPath the folder on the nodes that holds all homes, where the kind is host-path
 * @param hostPathAllowed whether a folder of the nodes may be used at all; Pod Security "baseline" and "restricted" forbid it
 * @param subPath a user's folder below the shared one; {home} stands for the user's own name and must be in it
 * @param makeFolders whether a server makes the user's folder, as that user, when it is not there; else somebody else must have made it
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
                "use some of " + String.join(", ", MODES));
        Require.that(size.toBytes() > 0, "home.size", size, "use an amount above 0, such as 10GB");
        Require.that(
                kind != Kind.SHARED || !sharedClaim.isEmpty(),
                "home.shared-claim",
                sharedClaim,
                "name the claim that holds all homes, because home.kind is shared");
        Require.that(
                kind != Kind.HOST_PATH || (hostPathAllowed && hostPath.matches("(/[A-Za-z0-9._-]+)+")),
                "home.host-path",
                hostPath,
                "give an absolute path and set home.host-path-allowed, because home.kind is host-path");
    }

    /** Where files are. */
    public enum Kind {
        CLAIM,
        SHARED,
        HOST_PATH,
        NONE
    }

    /** Whether the folder is one of many on a file system of which the pod must not change owner and group. */
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
