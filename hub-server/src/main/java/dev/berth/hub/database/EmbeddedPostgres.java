package dev.berth.hub.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The PostgreSQL that the hub manages. Several hubs with one data directory share it; the last one to close stops it. */
final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final Path folder;
    private final Postmaster postmaster;
    private final PostgresCluster cluster;
    private final SocketFolder sockets;
    private final PostmasterKeeper keeper;
    private final String superuserPassword;
    private final String ownerPassword;
    private final String hubPassword;

    private EmbeddedPostgres(BerthHome home, Duration timeout) throws IOException, SQLException {
        DatabaseAccount account = DatabaseAccount.find();
        folder = home.passage("postgres");
        account.requireReachable(folder);
        Path keys = home.folder("keys");
        superuserPassword = SecretFile.readOrCreate(keys.resolve("postgres-superuser.password"));
        ownerPassword = SecretFile.readOrCreate(keys.resolve("postgres-owner.password"));
        hubPassword = SecretFile.readOrCreate(keys.resolve("postgres-hub.password"));
        cluster = new PostgresCluster(PostgresBinaries.unpack(folder, account), account, folder.resolve("data"));
        cluster.require(superuserPassword);
        sockets = SocketFolder.of(folder, account);
        postmaster = new Postmaster(cluster, folder, sockets, superuser(), keys, timeout);
        long pid = postmaster.run();
        // Written by earlier releases, whose PostgreSQL listened on a port.
        Files.deleteIfExists(folder.resolve("port"));
        DatabaseRoles.require(superuser(), ownerPassword, hubPassword);
        keeper = new PostmasterKeeper(pid, () -> PostgresLocks.alone(folder, postmaster::run));
    }

    /** Initializes, starts or adopts it; returns when logins work and the roles exist. */
    static EmbeddedPostgres open(BerthHome home, Duration timeout) {
        Path folder = home.passage("postgres");
        try {
            return PostgresLocks.alone(folder, () -> {
                try {
                    EmbeddedPostgres postgres = new EmbeddedPostgres(home, timeout);
                    PostgresLocks.use(folder);
                    return postgres;
                } catch (SQLException failure) {
                    throw new IOException(failure.getMessage(), failure);
                }
            });
        } catch (IOException failure) {
            throw new DatabaseStartException(
                    "The hub's PostgreSQL in " + folder + " cannot be set up: " + failure.getMessage(),
                    "Check the free space on that disk, the owners of the folders, and the logs in "
                            + folder.resolve("log") + ".",
                    failure);
        }
    }

    DatabaseLogin superuser() {
        return DatabaseLogin.local(sockets.socket(), "postgres", PostgresCluster.SUPERUSER, superuserPassword);
    }

    DatabaseLogin owner(String database) {
        return DatabaseLogin.local(sockets.socket(), database, DatabaseRoles.OWNER, ownerPassword);
    }

    DatabaseLogin hub(String database) {
        return DatabaseLogin.local(sockets.socket(), database, DatabaseRoles.HUB, hubPassword);
    }

    /** Where it listens. */
    Path socket() {
        return sockets.socket();
    }

    Path dataFolder() {
        return cluster.folder();
    }

    /** The postmaster's process id. */
    long pid() throws IOException {
        PostmasterFile file = cluster.postmaster();
        if (file == null) {
            throw new IOException("postmaster.pid does not exist");
        }
        return file.pid();
    }

    boolean running() throws IOException {
        PostmasterFile file = cluster.postmaster();
        return file != null && file.alive() && Files.exists(cluster.folder());
    }

    /** How often this hub found that it had ended, and saw it start again. */
    long restarts() {
        return keeper.restarts();
    }

    /** Stops PostgreSQL if no other hub uses it. */
    @Override
    public void close() {
        keeper.close();
        try {
            PostgresLocks.alone(folder, () -> {
                if (PostgresLocks.leave(folder)) {
                    postmaster.stop();
                }
                return true;
            });
        } catch (IOException failure) {
            log.warn("PostgreSQL in {} was left running: {}", folder, failure.getMessage());
        }
    }
}
