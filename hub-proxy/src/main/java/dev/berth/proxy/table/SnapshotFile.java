package dev.berth.proxy.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The snapshot of the tables on disk: written atomically, readable only by its owner. */
public final class SnapshotFile {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFile.class);

    private final Path file;
    private final JsonMapper json;

    public SnapshotFile(Path file, JsonMapper json) {
        this.file = file.toAbsolutePath();
        this.json = json;
    }

    /** The last snapshot, or null if there is none or it cannot be read: then only a hub knows the current state. */
    public @Nullable TableState read() {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            TableState state = json.readValue(Files.readAllBytes(file), TableState.class);
            if (state.version() == TableState.VERSION && complete(state)) {
                return state;
            }
            LOG.warn(
                    "The snapshot {} was written by a different release (version {}); waiting for a hub.",
                    file,
                    state.version());
        } catch (IOException | JacksonException unreadable) {
            LOG.warn("The snapshot {} cannot be read ({}); waiting for a hub.", file, reason(unreadable));
        }
        return null;
    }

    /** Returns once the state and the name of the file are on disk. */
    public void write(TableState state) throws IOException {
        Path folder = Objects.requireNonNull(file.getParent());
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path fresh = folder.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(fresh, options, ownerOnly)) {
            ByteBuffer bytes = ByteBuffer.wrap(json.writeValueAsBytes(state));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        // The rename itself survives a power failure only if the folder was synced as well.
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    @SuppressWarnings("ConstantValue") // JSON may lack fields that are non-null in the record
    private static boolean complete(TableState state) {
        return state.feed() != null
                && state.lastContact() != null
                && state.settings() != null
                && state.tables() != null;
    }

    /** Jackson quotes the text around an error, which may contain a server's token, so only the kind and the position are logged. */
    private static String reason(Exception failure) {
        return failure instanceof JacksonException broken
                ? "not valid at " + broken.getLocation()
                : failure.getClass().getSimpleName();
    }
}
