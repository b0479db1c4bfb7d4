package dev.berth.hub.replica;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The hubs of this installation, and the work that each does on behalf of all of them. Uses the database's clock. */
@Repository
public class HubDirectory {

    private final JdbcClient jdbc;
    private final HubIdentity here;

    HubDirectory(JdbcClient jdbc, HubIdentity here) {
        this.jdbc = jdbc;
        this.here = here;
    }

    /**
     * A hub.
     *
     * @param id its name among the replicas, new with each start
     * @param here whether it is the hub that handles this request
     * @param up whether its heartbeat is recent
     * @param heartbeat the time of its last heartbeat
     */
    public record HubView(String id, boolean here, boolean up, Instant heartbeat) {}

    /**
     * Work that one hub does for all.
     *
     * @param name the name of the work
     * @param owner the hub that does it
     * @param held whether the lease is currently held
     * @param until when its lease ends, or ended
     */
    public record LeaseView(String name, String owner, boolean held, Instant until) {}

    /** The hubs with a heartbeat within the last hour, the most recent first. */
    public List<HubView> hubs() {
        return jdbc.sql("""
                        select owner, until > now() as up, until - make_interval(secs => ?) as heartbeat from leases
                        where name like 'hub:%' and until > now() - interval '1 hour' order by until desc, owner limit 200
                        """)
                .param((double) HubPresence.LEASE.toSeconds())
                .query((row, number) -> new HubView(
                        row.getString("owner"),
                        row.getString("owner").equals(here.id()),
                        row.getBoolean("up"),
                        row.getTimestamp("heartbeat").toInstant()))
                .list();
    }

    /** Leases on work, by name. */
    public List<LeaseView> leases() {
        return jdbc.sql("""
                        select name, owner, until > now() as held, until from leases where name not like 'hub:%'
                        order by name limit 200
                        """)
                .query((row, number) -> new LeaseView(
                        row.getString("name"),
                        row.getString("owner"),
                        row.getBoolean("held"),
                        row.getTimestamp("until").toInstant()))
                .list();
    }
}
