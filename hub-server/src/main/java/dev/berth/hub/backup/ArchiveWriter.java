package dev.berth.hub.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a backup: a zip file with mode 0600, which gets its name only when it is complete and on disk. */
final class ArchiveWriter implements AutoCloseable {

    private final Path file;
    private final Path draft;
    private final FileChannel channel;
    private final ZipOutputStream zip;

    ArchiveWriter(Path file) throws IOException {
        this.file = file.toAbsolutePath();
        if (Files.exists(this.file)) {
            throw new FileAlreadyExistsException(this.file.toString());
        }
        this.draft = this.file.resolveSibling(this.file.getFileName() + ".part");
        Files.deleteIfExists(draft);
        this.channel = FileChannel.open(
                draft,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        this.zip = new ZipOutputStream(Channels.newOutputStream(channel));
    }

    /** Writes the content of an entry. */
    interface Content {
        void writeTo(OutputStream target) throws IOException;
    }

    /** Adds an entry and returns its SHA-256. */
    String add(String entry, Content content) throws IOException {
        zip.putNextEntry(new ZipEntry(entry));
        // Closed with the entry, not with the file.
        DigestOutputStream digest = new DigestOutputStream(zip, Sha256.digest());
        content.writeTo(digest);
        digest.flush();
        zip.closeEntry();
        return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    }

    /** Gives the file its name. */
    void complete() throws IOException {
        zip.finish();
        zip.flush();
        channel.force(true);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(draft);
    }
}
