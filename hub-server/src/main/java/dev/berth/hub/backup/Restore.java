package dev.berth.hub.backup;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.database.AfterRestore;
import dev.berth.hub.database.BerthHome;
import dev.berth.hub.database.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.flywaydb.core.api.MigrationVersion;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Restores a backup into a database without users. */
@Component
public class Restore {

    private final Schema schema;
    private final BerthHome home;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    Restore(Schema schema, BerthHome home, AuditLog audit, TransactionTemplate transaction) {
        this.schema = schema;
        this.home = home;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** A completed restore. */
    public record Restored(Instant created, int tables, long rows) {}

    /**
     * Restores the backup, and records it in the audit log. A failure leaves no trace in the tables, because they are loaded in one
     * transaction.
     *
     * @param operator the account that requested it, for the audit log
     */
    public Restored restore(Path file, String operator) {
        try (Archive archive = new Archive(file)) {
            Manifest manifest = archive.manifest();
            requireKnown(file, manifest);
            prepare(manifest);
            load(archive, manifest);
            schema.migrateTo("latest");
            keys(archive, manifest);
            record(file, manifest, operator);
            return new Restored(manifest.created(), manifest.tables().size(), manifest.rows());
        } catch (IOException failure) {
            throw new BackupException(
                    file + " cannot be read: " + failure.getMessage(), "Check the file and its owner.", failure);
        } catch (SQLException failure) {
            throw new BackupException(
                    "The database rejects the content of the backup: " + failure.getMessage(),
                    "Nothing was restored. Report this problem with the message.",
                    failure);
        }
    }

    private void requireKnown(Path file, Manifest manifest) {
        String newest = schema.newest();
        if (MigrationVersion.fromVersion(manifest.schema()).isNewerThan(newest)) {
            throw new BackupException(
                    file + " was created by a newer release: its schema has version " + manifest.schema()
                            + ", but this release supports versions up to " + newest,
                    "Restore it with the release that created it, or a newer one.",
                    null);
        }
    }

    /** Creates the tables in the backup's own version; a database that already has them must not contain users. */
    private void prepare(Manifest manifest) throws SQLException {
        String current = schema.current().orElse("0");
        if (MigrationVersion.fromVersion(current).isNewerThan(manifest.schema())) {
            throw new BackupException(
                    "The database already has tables of version " + current + ", which is newer than the backup's "
                            + manifest.schema(),
                    "Restore into a folder without a database, or into an empty database.",
                    null);
        }
        schema.migrateTo(manifest.schema());
    }

    private void load(Archive archive, Manifest manifest) throws SQLException, IOException {
        try (Connection connection = schema.connect()) {
            connection.setAutoCommit(false);
            Tables tables = new Tables(connection);
            requireNobody(tables);
            for (Manifest.Table table : manifest.tables()) {
                tables.become(table.name());
                try (InputStream in = archive.open(table.entry())) {
                    var _ = tables.copyIn(table.name(), table.columns(), in);
                }
                tables.advance(table.name(), table.sequences());
                requireSame(tables, table);
                tables.becomeOwner();
            }
            settle(tables, manifest);
            connection.commit();
        }
    }

    private static void requireNobody(Tables tables) throws SQLException {
        String users = tables.rows("select count(*)::text from users").getFirst();
        if (!users.equals("0")) {
            throw new BackupException(
                    "The database already has " + users + " users, so it would differ from the backup afterwards",
                    "Restore into a folder without a database, or into an empty database.",
                    null);
        }
    }

    private static void requireSame(Tables tables, Manifest.Table table) throws SQLException, IOException {
        try (DigestOutputStream digest =
                new DigestOutputStream(java.io.OutputStream.nullOutputStream(), Sha256.digest())) {
            long rows = tables.copyOut(table.name(), table.columns(), digest);
            String sha256 = HexFormat.of().formatHex(digest.getMessageDigest().digest());
            if (rows != table.rows() || !sha256.equals(table.sha256())) {
                throw new BackupException(
                        "The restored table " + table.name() + " differs from the backup: " + rows + " rows instead of "
                                + table.rows(),
                        "Nothing was restored. Report this problem.",
                        null);
            }
        }
    }

    /** Each package adjusts its own tables. */
    private static void settle(Tables tables, Manifest manifest) throws SQLException {
        for (AfterRestore room :
                SpringFactoriesLoader.forDefaultResourceLocation().load(AfterRestore.class)) {
            room.afterRestore(tables::execute, manifest.created());
        }
    }

    /** Files that a running hub has created in the meantime are kept. */
    private void keys(Archive archive, Manifest manifest) throws IOException {
        Path folder = home.folder("keys");
        for (String name : manifest.files().keySet()) {
            Path file = folder.resolve(name);
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                try (InputStream in = archive.open("keys/" + name);
                        var out = Files.newOutputStream(file)) {
                    var _ = in.transferTo(out);
                }
            }
        }
    }

    private void record(Path file, Manifest manifest, String operator) {
        Map<String, String> detail = Map.of(
                "file",
                file.toAbsolutePath().toString(),
                "rows",
                Long.toString(manifest.rows()),
                "snapshot",
                manifest.created().toString(),
                "operator",
                operator);
        transaction.executeWithoutResult(status -> audit.record(new AuditEvent(
                AuditAction.BACKUP_RESTORED, Actor.policy("operator"), AuditEvent.Target.hub(), detail)));
    }
}
