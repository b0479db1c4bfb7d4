package dev.berth.hub.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs, unpacked once for each version of the archive.
 *
 * @param folder the folder that contains them
 */
record PostgresBinaries(Path folder) {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    /** The major version, from the program itself: {@code postgres (PostgreSQL) 18.6}. */
    int major(DatabaseAccount account) throws IOException {
        String answer = Command.run(account.run(List.of(program("postgres"), "--version")))
                .output();
        String version = answer.substring(answer.lastIndexOf(' ') + 1);
        try {
            return Integer.parseInt(version.replaceAll("\\D.*", ""));
        } catch (NumberFormatException noVersion) {
            throw new IOException("\"postgres --version\" returned: " + answer, noVersion);
        }
    }

    /** Unpacks the archive if necessary; the caller holds the start lock. A partially unpacked folder of a killed hub is never used. */
    static PostgresBinaries unpack(Path parent, DatabaseAccount account) throws IOException {
        Path folder = parent.resolve("bin-" + fingerprint());
        if (!Files.isDirectory(folder)) {
            Path draft = parent.resolve("bin.new");
            delete(draft);
            Files.createDirectory(
                    draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            extract(draft, account);
            account.own(draft);
            Files.move(draft, folder);
        }
        return new PostgresBinaries(folder);
    }

    private static void extract(Path target, DatabaseAccount account) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive())))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("the archive contains a path outside of its folder: " + entry.getName());
                }
                write(tar, entry, path);
                account.own(path);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
        } else if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.createDirectories(path.getParent());
            Files.copy(tar, path);
            path.toFile().setExecutable((entry.getMode() & 0100) != 0, true);
        }
    }

    /** Taken from the metadata in the jar, because reading and hashing the archive took a sixth of the hub's start-up time. */
    private static String fingerprint() throws IOException {
        URL archive = PostgresBinaries.class.getResource(ARCHIVE);
        if (archive == null || !(archive.openConnection() instanceof JarURLConnection inJar)) {
            return digest();
        }
        inJar.setUseCaches(false);
        try (JarFile _ = inJar.getJarFile()) {
            JarEntry entry = inJar.getJarEntry();
            return HexFormat.of().toHexDigits((int) entry.getCrc()) + "-" + entry.getSize();
        }
    }

    private static String digest() throws IOException {
        try (DigestInputStream in = new DigestInputStream(archive(), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest(), 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static InputStream archive() throws IOException {
        InputStream archive = PostgresBinaries.class.getResourceAsStream(ARCHIVE);
        if (archive == null) {
            throw new IOException(
                    "this build of the hub does not contain PostgreSQL for " + System.getProperty("os.arch"));
        }
        return archive;
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
