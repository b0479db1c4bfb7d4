package dev.berth.hub.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The file of a backup: when it exists, who can read it, and what makes it unusable. */
class ArchiveTests {

    private static final ArchiveWriter.Content KEY = target -> target.write("a key".getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path folder;

    private Path file;
    private Path draft;

    @BeforeEach
    void names() {
        file = folder.resolve("berth.backup");
        draft = folder.resolve("berth.backup.part");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /** A complete backup with one key file of this name and this checksum. */
    private void write(String key, String sha256) throws IOException {
        try (ArchiveWriter archive = new ArchiveWriter(file)) {
            var _ = archive.add("keys/" + key, KEY);
            Manifest manifest = new Manifest(Manifest.FORMAT, Instant.EPOCH, "1", List.of(), Map.of(key, sha256));
            var _ = archive.add(
                    Manifest.ENTRY, target -> target.write(JsonMapper.shared().writeValueAsBytes(manifest)));
            archive.complete();
        }
    }

    private String checksum() throws IOException {
        try (ArchiveWriter other = new ArchiveWriter(folder.resolve("other"))) {
            return other.add("keys/hub.key", KEY);
        }
    }

    @Test
    void aBackupHasItsNameOnlyWhenItIsComplete() throws IOException {
        try (ArchiveWriter archive = new ArchiveWriter(file)) {
            var _ = archive.add("keys/hub.key", KEY);
            assertThat(file).doesNotExist();
            assertThat(permissions(draft)).isEqualTo("rw-------");
            archive.complete();
            assertThat(permissions(file)).isEqualTo("rw-------");
        }
        assertThat(folder).isDirectoryContaining(file::equals);
        assertThat(draft).doesNotExist();
    }

    @Test
    void aBackupThatFailsLeavesNothingBehind() throws IOException {
        ArchiveWriter.Content broken = target -> {
            throw new IOException("no space left");
        };
        assertThatThrownBy(() -> {
                    try (ArchiveWriter archive = new ArchiveWriter(file)) {
                        var _ = archive.add("tables/users.copy", broken);
                    }
                })
                .hasMessage("no space left");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anExistingFileIsKept() throws IOException {
        Files.writeString(file, "somebody's");
        assertThatThrownBy(() -> new ArchiveWriter(file).close()).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("somebody's");
        assertThat(draft).doesNotExist();
    }

    /** As a crash leaves it, or somebody who wants to read the keys: readable by everybody, or a link to another file. */
    @Test
    void aDraftThatIsThereIsReplacedAndNotWrittenTo() throws IOException {
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "kept");
        Files.createSymbolicLink(draft, elsewhere);
        write("hub.key", checksum());
        assertThat(elsewhere).hasContent("kept");
        assertThat(Files.isSymbolicLink(file)).isFalse();
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void whatWasWrittenIsReadAgain() throws IOException {
        write("hub.key", checksum());
        try (Archive archive = new Archive(file)) {
            assertThat(archive.manifest().files()).containsOnlyKeys("hub.key");
            assertThat(archive.open("keys/hub.key")).hasContent("a key");
            assertThatThrownBy(() -> archive.open("keys/none"))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("does not contain keys/none");
        }
    }

    @Test
    void aKeyThatWasChangedIsDamage() throws IOException {
        write("hub.key", "0".repeat(64));
        assertThatThrownBy(() -> new Archive(file).close())
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("the checksum of keys/hub.key");
    }

    @Test
    void aManifestThatCannotBeReadIsDamage() throws IOException {
        try (ArchiveWriter archive = new ArchiveWriter(file)) {
            var _ = archive.add(Manifest.ENTRY, target -> target.write("{".getBytes(StandardCharsets.UTF_8)));
            archive.complete();
        }
        assertThatThrownBy(() -> new Archive(file).close())
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("its manifest cannot be read");
    }

    /** Refused when the file is opened, before anything is restored. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "../evil", "../../etc/cron.d/evil", "/etc/evil", "a/b", "a/../b", "./../keys"})
    void aKeyWhoseNameLeadsElsewhereIsRefused(String name) throws IOException {
        write(name, checksum());
        assertThatThrownBy(() -> new Archive(file).close())
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("invalid key file name");
    }
}
