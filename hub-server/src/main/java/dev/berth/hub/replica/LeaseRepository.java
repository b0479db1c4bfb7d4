package dev.berth.hub.replica;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Leases on work that only one replica does at a time; uses the database's clock. */
@Repository
public class LeaseRepository {

    private final JdbcClient jdbc;

    LeaseRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Ends a lease early. */
    public void release(String name, String owner) {
        jdbc.sql("delete from leases where name = ? and owner = ?")
                .params(name, owner)
                .update();
    }

    /** True if the lease is free, has expired or already belongs to this owner; it is then held for the given time. */
    public boolean take(String name, String owner, Duration time) {
        return jdbc.sql("""
                                insert into leases (name, owner, epoch, until)
                                values (:name, :owner, 1, now() + :millis * interval '1 millisecond')
                                on conflict (name) do update
                                set owner = excluded.owner, epoch = leases.epoch + 1, until = excluded.until
                                where leases.until < now() or leases.owner = excluded.owner
                                """)
                        .param("name", name)
                        .param("owner", owner)
                        .param("millis", time.toMillis())
                        .update()
                == 1;
    }
}
