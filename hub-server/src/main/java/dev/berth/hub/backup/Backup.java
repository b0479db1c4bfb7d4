package dev.berth.hub.backup;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.database.BerthHome;
import dev.berth.hub.database.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Creates a backup while hubs are running. */
@Component
public class Backup {

    private final Schema schema;
    private final BerthHome home;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    Backup(Schema schema, BerthHome home, AuditLog audit, TransactionTemplate transaction) {
        this.schema = schema;
        this.home = home;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * A completed backup.
     *
     * @param created when the snapshot was taken
     */
    public record Taken(Path file, Instant created, int tables, long rows) {}

    /**
     * Writes the file, which must not exist yet, and records the backup in the audit log.
     *
     * @param operator the account that requested it, for the audit log
     */
    public Taken take(Path file, String operator) {
        Manifest manifest;
        try (ArchiveWriter archive = new ArchiveWriter(file);
                Connection connection = schema.connect()) {
            manifest = write(archive, connection);
            archive.complete();
        } catch (FileAlreadyExistsException there) {
            throw new BackupException(file + " already exists", "Choose another file name.", there);
        } catch (IOException failure) {
            throw new BackupException(
                    file + " cannot be written: " + failure.getMessage(),
                    "Check the owner of its folder and the free space on its disk.",
                    failure);
        } catch (SQLException failure) {
            throw new BackupException(
                    "The database cannot be read: " + failure.getMessage(), "Check PostgreSQL's log.", failure);
        }
        record(file, manifest, operator);
        return new Taken(file, manifest.created(), manifest.tables().size(), manifest.rows());
    }

    private Manifest write(ArchiveWriter archive, Connection connection) throws SQLException, IOException {
        Tables tables = new Tables(connection);
        connection.setAutoCommit(false);
        tables.execute("set transaction isolation level repeatable read, read only");
        Instant created = Instant.ofEpochMilli(Long.parseLong(
                tables.rows("select (extract(epoch from now()) * 1000)::bigint").getFirst()));
        List<Manifest.Table> saved = new ArrayList<>();
        for (String name : tables.inOrder()) {
            tables.become(name);
            saved.add(table(archive, tables, name));
            tables.becomeOwner();
        }
        connection.rollback();
        Map<String, String> files = new TreeMap<>();
        for (Path key : keys()) {
            String name = key.getFileName().toString();
            files.put(name, archive.add("keys/" + name, target -> Files.copy(key, target)));
        }
        String version = schema.current().orElse("0");
        Manifest manifest = new Manifest(Manifest.FORMAT, created, version, saved, files);
        var _ = archive.add(
                Manifest.ENTRY, target -> target.write(JsonMapper.shared().writeValueAsBytes(manifest)));
        return manifest;
    }

    private static Manifest.Table table(ArchiveWriter archive, Tables tables, String name)
            throws SQLException, IOException {
        List<String> columns = tables.columns(name);
        long[] rows = new long[1];
        String sha256 = archive.add("tables/" + name + ".copy", target -> {
            try {
                rows[0] = tables.copyOut(name, columns, target);
            } catch (SQLException failure) {
                throw new IOException("the table " + name + " cannot be read: " + failure.getMessage(), failure);
            }
        });
        return new Manifest.Table(name, columns, rows[0], sha256, tables.sequences(name));
    }

    /** The passwords of the database are not included, because they belong to that database and are created again with the next one. */
    private List<Path> keys() {
        try (Stream<Path> all = Files.list(home.folder("keys"))) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("postgres-"))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
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
        transaction.executeWithoutResult(status -> audit.record(
                new AuditEvent(AuditAction.BACKUP_TAKEN, Actor.policy("operator"), AuditEvent.Target.hub(), detail)));
    }
}
