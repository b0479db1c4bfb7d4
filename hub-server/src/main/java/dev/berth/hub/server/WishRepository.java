package dev.berth.hub.server;

import dev.berth.hub.hint.Hints;
import dev.berth.hub.server.ServerRow.Launch;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Writes requests: the only statements that change the wanted state because somebody requested it. */
@Repository
class WishRepository {

    /** An arbitrary number; the lock keeps two starts from both taking the last free place. */
    private static final long LIMITS_LOCK = 0x6265_7274_68L;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Hints hints;

    WishRepository(JdbcClient jdbc, JsonMapper json, Hints hints) {
        this.jdbc = jdbc;
        this.json = json;
        this.hints = hints;
    }

    /** Locks the user's row until the transaction ends; false if the account is closed or deleted. */
    boolean lockActiveOwner(long userId) {
        return jdbc.sql("select state = 'ACTIVE' from users where id = ? for no key update")
                .param(userId)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** The row with that name, created if necessary, and locked until the transaction ends. */
    Current lockOrCreate(long userId, String home, String name) {
        Optional<Current> found = lock(userId, name);
        if (found.isPresent()) {
            return found.get();
        }
        for (String candidate : (Iterable<String>) ServerNames.runtimeNames(home, name)::iterator) {
            jdbc.sql("""
                            insert into servers (user_id, name, runtime_name, generation)
                            values (:user, :name, :runtime,
                                    coalesce((select generation from former_servers where runtime_name = :runtime), 0))
                            on conflict do nothing
                            """)
                    .param("user", userId)
                    .param("name", name)
                    .param("runtime", candidate)
                    .update();
            Optional<Current> made = lock(userId, name);
            if (made.isPresent()) {
                return made.get();
            }
        }
        throw new IllegalStateException("No free runtime name was found for server \"" + name + "\" of home " + home);
    }

    Optional<Current> lock(long userId, String name) {
        return jdbc.sql("""
                        select s.id, s.user_id, s.generation, s.wanted, s.seen, u.name as user_name, s.name, s.spec ->> 'path' as path
                        from servers s join users u on u.id = s.user_id
                        where s.user_id = ? and s.name = ? for update of s
                        """).params(userId, name).query(Current.class).optional();
    }

    Optional<Current> lock(long serverId) {
        return jdbc.sql("""
                        select s.id, s.user_id, s.generation, s.wanted, s.seen, u.name as user_name, s.name, s.spec ->> 'path' as path
                        from servers s join users u on u.id = s.user_id where s.id = ? for update of s
                        """).param(serverId).query(Current.class).optional();
    }

    /** From here until the end of the transaction, no other start is counted. */
    void lockLimits() {
        jdbc.sql("select pg_advisory_xact_lock(?)").param(LIMITS_LOCK).query().singleRow();
    }

    int countPending() {
        return count("wanted = 'RUNNING' and seen <> 'READY'");
    }

    int countActive() {
        return count("wanted = 'RUNNING' or seen <> 'GONE'");
    }

    int countNamed(long userId, String except) {
        return jdbc.sql("select count(*) from servers where user_id = ? and name <> '' and name <> ?")
                .params(userId, except)
                .query(Integer.class)
                .single();
    }

    private int count(String where) {
        return jdbc.sql("select count(*) from servers where " + where)
                .query(Integer.class)
                .single();
    }

    /** A new generation is wanted; nothing of an older one is left in the row. */
    void start(Current current, Launch launch, Secret token, String by) {
        jdbc.sql("""
                        update servers
                        set wanted = 'RUNNING', generation = generation + 1, spec = cast(:spec as jsonb), token = :token,
                            domain = null, requested_at = now(), requested_by = :by,
                            start_deadline = now() + :timeout * interval '1 second',
                            stop_code = null, stop_detail = null, stop_by = null, stop_evidence = null, stop_wanted_at = null,
                            remove_by = null, restart_by = null, seen = 'NOTHING', seen_at = null, phase = null, message = null, ip = null, port = null,
                            accepted_at = null, ready_at = null, ended_at = null, missing_since = null,
                            last_activity = now(), last_endpoint = null, prepared = null, due_at = now()
                        where id = :id
                        """)
                .param("spec", json.writeValueAsString(launch))
                .param("token", token.value())
                .param("by", by)
                .param("timeout", launch.spec().startTimeout().toSeconds())
                .param("id", current.id())
                .update();
        hints.publish(Hints.SERVERS, Long.toString(current.id()));
    }

    void stop(Current current, Failure why, @Nullable String by, @Nullable String evidenceJson) {
        jdbc.sql("""
                        update servers
                        set wanted = 'STOPPED', stop_code = :code, stop_detail = :detail, stop_by = :by,
                            stop_evidence = cast(:evidence as jsonb), stop_wanted_at = now(), due_at = now()
                        where id = :id
                        """)
                .param("code", why.code().name())
                .param("detail", why.detail())
                .param("by", by)
                .param("evidence", evidenceJson)
                .param("id", current.id())
                .update();
        hints.publish(Hints.SERVERS, Long.toString(current.id()));
    }

    void describe(long serverId, ServerDetails details) {
        jdbc.sql("""
                        update servers
                        set display_name = coalesce(:name, display_name), prepared = coalesce(:options, prepared) where id = :id
                        """)
                .param("name", details.displayName())
                .param("options", details.options())
                .param("id", serverId)
                .update();
    }

    void rename(long serverId, String name) {
        jdbc.sql("update servers set name = ? where id = ?")
                .params(name, serverId)
                .update();
    }

    void removeWhenGone(long serverId, String by) {
        jdbc.sql("update servers set remove_by = ? where id = ?")
                .params(by, serverId)
                .update();
    }

    void restartWhenGone(long serverId, @Nullable String by) {
        jdbc.sql("update servers set restart_by = :by where id = :id")
                .param("by", by)
                .param("id", serverId)
                .update();
    }

    /** Who requested the restart of this server, which has ended; empty if its owner's account was closed in the meantime. */
    Optional<String> restartBy(long serverId) {
        return jdbc.sql("""
                        select s.restart_by from servers s join users u on u.id = s.user_id
                        where s.id = ? and s.seen = 'GONE' and s.restart_by is not null and u.state = 'ACTIVE'
                        """).param(serverId).query(String.class).optional();
    }

    /** A later server of the same name goes on counting generations, because the runtime remembers them. */
    void delete(long serverId) {
        jdbc.sql("""
                        with removed as (delete from servers where id = ? returning runtime_name, generation)
                        insert into former_servers (runtime_name, generation) select runtime_name, generation from removed
                        on conflict (runtime_name) do update set generation = excluded.generation
                        """).param(serverId).update();
    }

    /**
     * A row as a request finds it.
     *
     * @param path the path below the base URL; null for a server that was never started
     */
    record Current(
            long id,
            long userId,
            long generation,
            Wanted wanted,
            Seen seen,
            String userName,
            String name,
            @Nullable String path) {

        ServerState state() {
            return ServerState.of(wanted, seen);
        }
    }
}
