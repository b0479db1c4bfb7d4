package dev.berth.spawner.base;

import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.ReasonCode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The users' home directories, which are folders of one folder.
 *
 * <p>Java does not have openat(2) with fchown(2). They are not needed as long as only the hub's own user can create anything in the parent
 * folder, which is checked each time: no other user can then replace a home directory between the check and the chown, and nothing inside a
 * home directory is ever followed or changed. An existing home directory is handed over only if it belongs to the hub and is empty, which
 * is the state that a hub leaves if it is killed between creating it and handing it over.
 *
 * @param folder the folder of all home directories
 * @param hubUid the UID of this process, which creates them
 */
public record HomeFolders(Path folder, long hubUid) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,126}[a-z0-9])?");
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    /** Creates the home directory if it does not exist; returns why it cannot be used, or null. */
    public @Nullable Failure prepare(String name, long uid, long gid) throws IOException {
        if (!NAME.matcher(name).matches()) {
            return Failure.of(ReasonCode.HOME, "spawner.home.name", printable(name));
        }
        passable(folder);
        Failure unsafe = unsafeFolder();
        if (unsafe != null) {
            return unsafe;
        }
        Path home = folder.resolve(name);
        try {
            Files.createDirectory(home, PRIVATE);
        } catch (FileAlreadyExistsException known) {
            return existing(home, uid, gid);
        }
        give(home, uid, gid);
        return null;
    }

    /** Creates the folder so that users can pass through it but not list it; an existing folder keeps its mode. */
    public static void passable(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        }
    }

    /** The path of a home directory, whether it exists or not. */
    public Path of(String name) {
        return folder.resolve(name);
    }

    private @Nullable Failure existing(Path home, long uid, long gid) throws IOException {
        Map<String, Object> facts =
                Files.readAttributes(home, "unix:uid,gid,mode,isDirectory", LinkOption.NOFOLLOW_LINKS);
        if (!Boolean.TRUE.equals(facts.get("isDirectory"))) {
            return Failure.of(ReasonCode.HOME, "spawner.home.link", home);
        }
        long owner = number(facts, "uid");
        if (owner == hubUid && uid != hubUid && isEmpty(home)) {
            give(home, uid, gid);
            return null;
        }
        if (owner != uid) {
            return Failure.of(ReasonCode.HOME, "spawner.home.owner", home, owner, uid);
        }
        return null;
    }

    private void give(Path home, long uid, long gid) throws IOException {
        if (uid != hubUid) {
            Files.setAttribute(home, "unix:gid", (int) gid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(home, "unix:uid", (int) uid, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private @Nullable Failure unsafeFolder() throws IOException {
        Map<String, Object> facts = Files.readAttributes(folder, "unix:uid,isDirectory", LinkOption.NOFOLLOW_LINKS);
        boolean open = Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS).stream()
                .anyMatch(WRITABLE_BY_OTHERS::contains);
        if (!Boolean.TRUE.equals(facts.get("isDirectory")) || number(facts, "uid") != hubUid || open) {
            return Failure.of(ReasonCode.HOME, "spawner.home.folder", folder, hubUid, hubUid);
        }
        return null;
    }

    private static boolean isEmpty(Path home) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(home)) {
            return !files.iterator().hasNext();
        }
    }

    private static long number(Map<String, Object> facts, String key) {
        return facts.get(key) instanceof Number number ? Integer.toUnsignedLong(number.intValue()) : -1;
    }

    private static String printable(String name) {
        String plain = name.replaceAll("[^\\x20-\\x7E]", "?");
        return plain.length() > 80 ? plain.substring(0, 80) + "…" : plain;
    }
}
