package dev.berth.hub.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads a backup. Opening it compares every checksum and refuses names that lead out of the folder of keys. */
final class Archive implements AutoCloseable {

    private static final String DAMAGED = "Use another copy of the backup.";

    private final Path file;
    private final ZipFile zip;
    private final Manifest manifest;

    Archive(Path file) throws IOException {
        this.file = file;
        this.zip = new ZipFile(file.toFile());
        this.manifest = readManifest();
        for (Manifest.Table table : manifest.tables()) {
            require(table.entry(), table.sha256());
        }
        for (Map.Entry<String, String> key : manifest.files().entrySet()) {
            requireFileName(key.getKey());
            require("keys/" + key.getKey(), key.getValue());
        }
    }

    Manifest manifest() {
        return manifest;
    }

    InputStream open(String entry) throws IOException {
        @Nullable ZipEntry found = zip.getEntry(entry);
        if (found == null) {
            throw new BackupException(file + " is damaged: it does not contain " + entry, DAMAGED, null);
        }
        return zip.getInputStream(found);
    }

    private Manifest readManifest() throws IOException {
        try (InputStream in = open(Manifest.ENTRY)) {
            Manifest read = JsonMapper.shared().readValue(in.readAllBytes(), Manifest.class);
            if (read.format() > Manifest.FORMAT) {
                throw new BackupException(
                        file + " has format " + read.format()
                                + " of a newer release, but this release reads formats up to " + Manifest.FORMAT,
                        "Restore it with the release that created it, or a newer one.",
                        null);
            }
            return read;
        } catch (JacksonException broken) {
            throw new BackupException(file + " is damaged: its manifest cannot be read", DAMAGED, broken);
        }
    }

    /** The name becomes a path on this machine. */
    private static void requireFileName(String name) {
        Path folder = Path.of("keys");
        Path key = folder.resolve(name);
        if (!folder.equals(key.getParent()) || !key.equals(key.normalize())) {
            throw new BackupException(
                    "The backup contains the invalid key file name " + name, "Use another copy of it.", null);
        }
    }

    private void require(String entry, String sha256) throws IOException {
        try (InputStream in = open(entry)) {
            if (!Sha256.of(in).equals(sha256)) {
                throw new BackupException(
                        file + " is damaged: the checksum of " + entry + " does not match the manifest", DAMAGED, null);
            }
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
