package dev.berth.hub.server;

import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.spi.spawn.HomeUsage;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.Spawner;
import dev.berth.spi.spawn.SpawnerUnavailableException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Information that only the runtime has: the last output of a server, and the disk usage of a home directory. Blocks for seconds. */
@Component
public class ServerInsight {

    private static final String REF = """
            select runtime_name, generation from servers where user_id = ? and name = ? and generation > 0
            """;

    private final JdbcClient jdbc;
    private final Spawner spawner;
    private final UserDirectory users;

    ServerInsight(JdbcClient jdbc, Spawner spawner, UserDirectory users) {
        this.jdbc = jdbc;
        this.spawner = spawner;
        this.users = users;
    }

    /**
     * The last lines that the newest start of a server wrote, oldest first, with apparent secrets masked; empty if there are none or the
     * server does not exist.
     *
     * @throws SpawnerUnavailableException if the runtime did not respond
     */
    public List<String> log(long userId, String serverName, int lines) {
        return jdbc.sql(REF)
                .params(userId, serverName)
                .query((row, _) -> new ServerRef(row.getString("runtime_name"), row.getLong("generation")))
                .optional()
                .map(ref -> LogSecrets.mask(spawner.log(ref, lines)))
                .orElse(List.of());
    }

    /** The disk usage of a user's home directory; empty if it cannot be determined. */
    public Optional<HomeUsage> homeUsage(User user) {
        return spawner.homeUsage(users.owner(user), user.runtimeHome());
    }
}
