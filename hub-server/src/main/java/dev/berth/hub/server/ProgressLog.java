package dev.berth.hub.server;

import dev.berth.spi.spawn.Observation.Phase;
import dev.berth.spi.spawn.ResourceWait;
import java.util.List;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The lines that a person who waits for a start sees. Kept only for the current generation. */
@Repository
public class ProgressLog {

    private final JdbcClient jdbc;

    ProgressLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A new start deletes the lines of older ones. */
    void begin(long server, long generation) {
        jdbc.sql("delete from server_progress where server_id = ?")
                .param(server)
                .update();
        insert(server, generation, Phase.QUEUED, 0, "Server requested");
    }

    /**
     * Appends a line, unless it equals the previous one. A place in a queue replaces the previous place: a start that waits for hours has few
     * lines.
     */
    public void append(long server, long generation, Phase phase, String message) {
        String last = jdbc.sql("select message from server_progress where server_id = ? order by seq desc limit 1")
                .param(server)
                .query(String.class)
                .optional()
                .orElse("");
        if (last.equals(message)) {
            return;
        }
        if (ResourceWait.isSentence(last) && ResourceWait.isSentence(message)) {
            jdbc.sql("delete from server_progress where server_id = ? and message = ?")
                    .params(server, last)
                    .update();
        }
        insert(server, generation, phase, percent(phase), message);
    }

    List<ProgressLine> after(long server, long generation, long seq) {
        return jdbc.sql("""
                        select seq, at, phase, percent, message from server_progress
                        where server_id = ? and generation = ? and seq > ? order by seq limit 100
                        """)
                .params(server, generation, seq)
                .query(DataClassRowMapper.newInstance(ProgressLine.class))
                .list();
    }

    private void insert(long server, long generation, Phase phase, int percent, String message) {
        jdbc.sql("insert into server_progress (server_id, generation, phase, percent, message) values (?, ?, ?, ?, ?)")
                .params(server, generation, phase.name(), percent, message)
                .update();
    }

    /** Phases do not take equally long; the steps leave room for the slow ones. */
    private static int percent(Phase phase) {
        return switch (phase) {
            case QUEUED -> 5;
            case PREPARING_HOME -> 15;
            case IMAGE -> 30;
            case STARTING -> 50;
            case ANSWERING -> 80;
        };
    }
}
