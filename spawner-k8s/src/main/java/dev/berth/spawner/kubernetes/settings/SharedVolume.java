package dev.berth.spawner.kubernetes.settings;

import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A volume that many servers mount.
 *
 * @param name stable name: lower-case letters, digits and hyphens
 * @param claim the name of the PersistentVolumeClaim
 * @param subPath the folder in the volume; the whole volume if empty
 * @param mountPath the mount point in servers
 * @param groups groups whose members get the volume; everybody if empty
 * @param readOnly whether the volume is mounted read-only
 * @param gid a group id that servers get for this volume, in addition to their user's own; none if 0
 */
public record SharedVolume(
        @DefaultValue("") String name,
        @DefaultValue("") String claim,
        @DefaultValue("") String subPath,
        @DefaultValue("") String mountPath,
        @DefaultValue List<String> groups,
        @DefaultValue("false") boolean readOnly,
        @DefaultValue("0") long gid) {

    public SharedVolume {
        groups = List.copyOf(groups);
        Require.that(
                name.matches("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?"),
                "shared-volumes.name",
                name,
                "use lower-case letters, digits and hyphens, at most 40 characters");
        Require.that(!claim.isEmpty(), "shared-volumes.claim", claim, "set the claim of volume " + name);
        Require.that(
                mountPath.matches("(/[A-Za-z0-9._-]+)+") && !mountPath.contains("/.."),
                "shared-volumes.mount-path",
                mountPath,
                "use an absolute path for volume " + name);
        Require.that(
                subPath.isEmpty() || (!subPath.startsWith("/") && !subPath.contains("..")),
                "shared-volumes.sub-path",
                subPath,
                "use a relative path for volume " + name);
        Require.that(gid >= 0, "shared-volumes.gid", gid, "use 0 for none");
    }

    /** Whether a member of these groups gets the volume. */
    public boolean isFor(List<String> memberOf) {
        return groups.isEmpty() || groups.stream().anyMatch(memberOf::contains);
    }
}
